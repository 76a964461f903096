import type { Domain } from '../../core/coordinates';
import { each } from '../each';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand } from '../fixes';
import { domainsOf, nothingNamed, strangersOf } from '../names';
import { text } from '../text';

/** Whether a token can be had for each domain in use. */
export const token: Check = {
  id: 'token',
  title: text('Token'),
  async run(patient) {
    const facts = await patient.maven();
    const strangers = strangersOf(facts).map(({ domain }): Finding => ({
      subject: domain,
      state: 'skipped',
      saw: text('only a pom.xml names it: Refresh Token asks you first'),
      ...byCommand(patient, text('Refresh Token'), 'codeartifact.refreshToken'),
    }));
    const domains = domainsOf(facts);
    if (domains.length === 0 && strangers.length > 0) return strangers;
    const subject = (it: Domain) => it.domain;
    const asked = await each(domains, subject, nothingNamed, async domain => {
      await patient.token(domain);
      return [{ subject: domain.domain, state: 'ok', saw: text('a token was given') }];
    });
    return [...asked, ...strangers];
  },
};
