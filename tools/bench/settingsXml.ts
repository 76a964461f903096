/** The id of the server that a measured edit gives a token. */
export const benchServerId = 'server-1';

/** A settings.xml of at least `bytes` bytes, made of servers as users have them. */
export function createSettingsXml(bytes: number): string {
  const open = `<?xml version="1.0" encoding="UTF-8"?>
<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
  <!-- Kept by hand. -->
  <servers>
`;
  const close = `  </servers>\n</settings>\n`;
  const parts = [open];
  let length = open.length + close.length;
  for (let n = 1; length < bytes; n++) {
    const server = `    <server>
      <id>server-${n}</id>
      <username>aws</username>
      <password>\${env.SECRET_${n}}</password> <!-- of team ${n} -->
    </server>
`;
    parts.push(server);
    length += server.length;
  }
  return [...parts, close].join('');
}
