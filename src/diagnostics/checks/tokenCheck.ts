import type { Domain } from '../../core/coordinates';
import { findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import { approvedDomains, unapprovedDomains } from '../factNames';
import { observe } from '../messages';

/** Whether each domain in use grants a token. */
export const tokenCheck: Check = {
  id: 'token',
  async run(context) {
    const facts = await context.maven();
    const unapprovedFindings = unapprovedDomains(facts).map(({ domain }): Finding => ({
      subject: domain,
      state: 'skipped',
      observation: observe('token-not-requested'),
      ...commandFix(context, 'refresh-token', 'codeartifact.refreshToken'),
    }));
    const domains = approvedDomains(facts);
    if (domains.length === 0 && unapprovedFindings.length > 0) return unapprovedFindings;
    const subject = (it: Domain) => it.domain;
    const approvedFindings = await findingsForEach(
      domains,
      subject,
      observe('no-repository'),
      async domain => {
        await context.token(domain);
        return [
          {
            subject: domain.domain,
            state: 'ok',
            observation: observe('token-received'),
          },
        ];
      },
    );
    return [...approvedFindings, ...unapprovedFindings];
  },
};
