import type { Time } from '../time.ts';
import { refused, type GraphAnswer } from './graph-answer.ts';
import type { CallFault } from './call-fault.ts';

type Work = () => GraphAnswer | Promise<GraphAnswer>;

/** Does the work of a call as the fault lets it, and answers as the fault has it. */
export async function meetFault(time: Time, fault: CallFault | undefined, work: Work): Promise<GraphAnswer> {
  switch (fault?.kind) {
    case undefined:
      return work();
    case 'error-code':
      return refused({ code: fault.code, subcode: fault.subcode });
    case 'drop':
      return { kind: 'none', line: fault.line };
    case 'delay':
      await new Promise<void>((resolve) => {
        time.after(fault.delayMs, resolve);
      });
      return work();
    case 'server-error':
      if (fault.accepted) await work();
      return { kind: 'gateway', httpStatus: fault.httpStatus };
    case 'no-answer':
      return silence(await work(), fault.line);
    default:
      return fault satisfies never;
  }
}

/** What Meta refuses at once is answered even by a faulty line, as nothing was accepted. */
function silence(answer: GraphAnswer, line: 'cut' | 'silent'): GraphAnswer {
  return answer.kind === 'json' ? { kind: 'none', line } : answer;
}
