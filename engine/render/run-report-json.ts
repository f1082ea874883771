import type { RunReport } from '../model/run-report.ts';
import { safeJson } from './safe-text.ts';

/** The report as it is kept and as `--format json` prints it. */
export function renderRunReportJson(report: RunReport): string {
  return `${safeJson(JSON.stringify(report, null, 2))}\n`;
}
