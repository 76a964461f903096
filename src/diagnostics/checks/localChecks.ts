import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import type { ProgramFact } from '../diagnosticContext';
import { observe } from '../messages';

/** Whether Maven has recorded failed downloads, which it does not try again. */
export const failureMarkersCheck: Check = {
  id: 'markers',
  async run(context) {
    const { failures, folders } = await context.failureMarkers();
    const subject = folders.join(', ');
    if (failures === 0) return [{ subject, state: 'ok', observation: observe('no-markers') }];
    return [
      {
        subject,
        state: 'warning',
        observation: observe('markers-found', failures),
        ...commandFix(context, 'fix-401', 'codeartifact.fix401'),
      },
    ];
  },
};

/** Which Maven and which Java a terminal runs. */
export const programsCheck: Check = {
  id: 'programs',
  async run(context) {
    const [maven, java] = await Promise.all([context.program('mvn'), context.program('java')]);
    return [programFinding('Maven', maven), programFinding('Java', java)];
  },
};

function programFinding(subject: string, fact: ProgramFact): Finding {
  switch (fact.kind) {
    case 'found':
      return fact.versionText === undefined
        ? {
            subject,
            state: 'ok',
            observation: observe('program-without-version', fact.path),
          }
        : {
            subject,
            state: 'ok',
            observation: observe('program-found', fact.versionText, fact.path),
          };
    case 'missing':
      return {
        subject,
        state: 'warning',
        observation: observe('program-missing'),
      };
    case 'wrong-home':
      return {
        subject: 'JAVA_HOME',
        state: 'warning',
        observation: observe('java-home-wrong', fact.folder),
      };
  }
}
