import { conformanceSample } from '../support/conformance-sample.ts';
import { maas360Subject } from '../support/maas360-subject.ts';

conformanceSample(maas360Subject(), { oneIn: 8 });
