import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import type { ProgramFact } from '../diagnosticContext';
import { localizableText } from '../localizableText';

/** Whether Maven has noted failed downloads, which it does not try again by itself. */
export const failureMarkersCheck: Check = {
  id: 'markers',
  title: localizableText('Failed downloads that Maven has noted'),
  async run(context) {
    const { failures, folders } = await context.failureMarkers();
    const subject = folders.join(', ');
    if (failures === 0) return [{ subject, state: 'ok', observation: localizableText('none') }];
    return [
      {
        subject,
        state: 'warning',
        observation: localizableText(
          '{0} noted: Maven does not try them again before they are cleared away',
          failures,
        ),
        ...commandFix(context, localizableText('Fix 401'), 'codeartifact.fix401'),
      },
    ];
  },
};

/** Which Maven and which Java run in a terminal. */
export const programsCheck: Check = {
  id: 'programs',
  title: localizableText('Maven and Java'),
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
            observation: localizableText('{0}, of a version that is not known', fact.path),
          }
        : {
            subject,
            state: 'ok',
            observation: localizableText('{0}, at {1}', fact.versionText, fact.path),
          };
    case 'missing':
      return {
        subject,
        state: 'warning',
        observation: localizableText('is not on the PATH of this machine'),
      };
    case 'wrong-home':
      return {
        subject: 'JAVA_HOME',
        state: 'warning',
        observation: localizableText(
          'is {0}, where there is no Java: Maven does not start with it',
          fact.folder,
        ),
      };
  }
}
