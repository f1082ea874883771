/** How long a billing or subscription period is: `{ type: 'year', duration: 1 }`. */
export interface Period {
  readonly type: 'day' | 'month' | 'year';
  readonly duration: number;
}

/** One product that the seeded reseller sells. Which IBM part it stands for is known to the marketplace alone. */
export interface Product {
  readonly mpn: string;
  readonly vendor: string;
  readonly id: string;
  readonly serviceName: string;
  readonly name: string;
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  /** In cents, for one of it and one billing period. */
  readonly price: number;
  readonly billingPeriod: Period;
  readonly subscriptionPeriod: Period;
  /** Part numbers (mpn) that have to be in the same subscription. */
  readonly dependsOn: readonly string[];
  readonly planId: string;
  /** IBM's part number. */
  readonly part: string;
  /** IBM's part number of the base, for an add-on. */
  readonly baseOf?: string;
}

export const currency = 'EUR';

const shared = {
  vendor: 'IBM',
  serviceName: 'IBM_CONNECTIONS',
  billingPeriod: { type: 'month', duration: 1 },
  subscriptionPeriod: { type: 'year', duration: 1 },
  planId: '10005',
} as const;

/** [ours] Part numbers of IBM are real ones; the marketplace's numbers, names, limits and prices are inventions. */
export const seededProducts: readonly Product[] = [
  {
    ...shared,
    mpn: 'IBM-CONN-S2',
    id: 'PRD-100001',
    name: 'IBM Connections Cloud S2',
    minimumQuantity: 1,
    maximumQuantity: 1_000,
    price: 820,
    dependsOn: [],
    part: 'D0NPULL',
  },
  {
    ...shared,
    mpn: 'IBM-CONN-DOCS',
    id: 'PRD-100002',
    name: 'IBM Docs Cloud (add-on)',
    minimumQuantity: 1,
    maximumQuantity: 1_000,
    price: 275,
    dependsOn: ['IBM-CONN-S2'],
    part: 'D0QBKLL',
    baseOf: 'D0NPULL',
  },
  {
    ...shared,
    mpn: 'IBM-CONN-STORAGE',
    id: 'PRD-100003',
    name: 'IBM Connections Cloud extra storage (add-on)',
    minimumQuantity: 1,
    maximumQuantity: 100,
    price: 150,
    dependsOn: [],
    part: 'D100PLL',
    baseOf: 'D0NPULL',
  },
];

export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** [ours] */
export const seededPlans: readonly Plan[] = [
  { id: shared.planId, name: 'IBM Connections Cloud, one year', description: 'Billed each month, bound for one year.' },
];
