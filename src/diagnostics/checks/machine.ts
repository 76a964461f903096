import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand } from '../fixes';
import type { ProgramFact } from '../patient';
import { text } from '../text';

/** Whether Maven has noted failed downloads, which it does not try again by itself. */
export const markers: Check = {
  id: 'markers',
  title: text('Failed downloads that Maven has noted'),
  async run(patient) {
    const { failures, folders } = await patient.markers();
    const subject = folders.join(', ');
    if (failures === 0) return [{ subject, state: 'ok', saw: text('none') }];
    return [
      {
        subject,
        state: 'warning',
        saw: text(
          '{0} noted: Maven does not try them again before they are cleared away',
          failures,
        ),
        ...byCommand(patient, text('Fix 401'), 'codeartifact.fix401'),
      },
    ];
  },
};

/** Which Maven and which Java run in a terminal. */
export const programs: Check = {
  id: 'programs',
  title: text('Maven and Java'),
  async run(patient) {
    const [maven, java] = await Promise.all([patient.program('mvn'), patient.program('java')]);
    return [programFinding('Maven', maven), programFinding('Java', java)];
  },
};

function programFinding(subject: string, fact: ProgramFact): Finding {
  switch (fact.kind) {
    case 'found':
      return fact.says === undefined
        ? { subject, state: 'ok', saw: text('{0}, of a version that is not known', fact.path) }
        : { subject, state: 'ok', saw: text('{0}, at {1}', fact.says, fact.path) };
    case 'missing':
      return { subject, state: 'warning', saw: text('is not on the PATH of this machine') };
    case 'wrong-home':
      return {
        subject: 'JAVA_HOME',
        state: 'warning',
        saw: text('is {0}, where there is no Java: Maven does not start with it', fact.folder),
      };
  }
}
