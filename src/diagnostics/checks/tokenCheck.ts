import type { Domain } from '../../core/coordinates';
import { findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import { approvedDomains, noRepositoryFound, unapprovedDomains } from '../factNames';
import { localizableText } from '../localizableText';

/** Whether a token can be had for each domain in use. */
export const tokenCheck: Check = {
  id: 'token',
  title: localizableText('Token'),
  async run(context) {
    const facts = await context.maven();
    const unapprovedFindings = unapprovedDomains(facts).map(({ domain }): Finding => ({
      subject: domain,
      state: 'skipped',
      observation: localizableText('only a pom.xml names it: Refresh Token asks you first'),
      ...commandFix(context, localizableText('Refresh Token'), 'codeartifact.refreshToken'),
    }));
    const domains = approvedDomains(facts);
    if (domains.length === 0 && unapprovedFindings.length > 0) return unapprovedFindings;
    const subject = (it: Domain) => it.domain;
    const approvedFindings = await findingsForEach(
      domains,
      subject,
      noRepositoryFound,
      async domain => {
        await context.token(domain);
        return [
          {
            subject: domain.domain,
            state: 'ok',
            observation: localizableText('a token was given'),
          },
        ];
      },
    );
    return [...approvedFindings, ...unapprovedFindings];
  },
};
