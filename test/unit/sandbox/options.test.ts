import assert from 'node:assert/strict';
import path from 'node:path';
import { parseOptions } from '../../../src/sandbox/options';

const read = (...args: readonly string[]) => {
  const options = parseOptions(args, '/home/me');
  assert.notEqual(options, 'help');
  return options as Exclude<typeof options, 'help'>;
};

describe('the command line of the sandbox', () => {
  it('may be empty', () => {
    const { upstreams, ...others } = read();
    assert.deepEqual(others, {
      port: 0,
      data: path.resolve('/home/me/.codeartifact-sandbox'),
      mavenSettings: undefined,
      seed: undefined,
      region: 'us-east-1',
      account: '111122223333',
      exitWithParent: false,
      reset: false,
      faults: false,
    });
    assert.deepEqual(Object.keys(upstreams), [
      ...['public:maven-googleandroid', 'public:maven-gradleplugins'],
      ...['public:maven-commonsware', 'public:maven-clojars'],
    ]);
    for (const url of Object.values(upstreams)) assert.match(url, /^https:\/\/\S+\/$/);
  });

  it('sets every option', () => {
    const { upstreams: _, ...others } = read(
      ...['--port', '8080', '--data', '/d', '--seed', 'lesson', '--region', 'eu-west-1'],
      ...['--maven-settings', '/a.xml', '--maven-settings', '/b.xml'],
      ...['--account', '999988887777', '--exit-with-parent', '--reset', '--faults'],
    );
    assert.deepEqual(others, {
      port: 8080,
      data: path.resolve('/d'),
      mavenSettings: [path.resolve('/a.xml'), path.resolve('/b.xml')],
      seed: 'lesson',
      region: 'eu-west-1',
      account: '999988887777',
      exitWithParent: true,
      reset: true,
      faults: true,
    });
  });

  for (const flag of ['--help', '-h'])
    it(`asks for help with ${flag}`, () => assert.equal(parseOptions([flag], '/'), 'help'));

  const upstreams: [given: string, connection: string, place: string][] = [
    ['https://m.example/x/', 'public:maven-central', 'https://m.example/x/'],
    ['folder', 'public:maven-central', path.resolve('folder')],
    ['public:maven-clojars=http://c.example', 'public:maven-clojars', 'http://c.example'],
    ['public:npmjs=/a=b', 'public:npmjs', path.resolve('/a=b')],
    ['other=x', 'public:maven-central', path.resolve('other=x')],
  ];
  for (const [given, connection, place] of upstreams)
    it(`takes the upstream ${given}`, () =>
      assert.equal(read('--upstream', given).upstreams[connection], place));

  it('takes several upstreams', () => {
    const { upstreams: found } = read('--upstream', '/a', '--upstream', 'public:npmjs=/b');
    assert.equal(found['public:maven-central'], path.resolve('/a'));
    assert.equal(found['public:npmjs'], path.resolve('/b'));
  });

  for (const region of ['us-gov-west-1', 'ap-southeast-2', 'cn-north-1'])
    it(`takes the region ${region}`, () => assert.equal(read('--region', region).region, region));
  for (const port of ['0', '65535'])
    it(`takes the port ${port}`, () => assert.equal(read('--port', port).port, Number(port)));

  const refused: [args: readonly string[], says: RegExp][] = [
    [['--port', '65536'], /^--port must be a number from 0 to 65535: 65536$/],
    [['--port', 'x'], /--port must be a number/],
    [['--port', '1e3'], /--port must be a number/],
    [['--port', ''], /--port must be a number/],
    [['--account', '11112222333'], /^--account must have 12 digits: 11112222333$/],
    [['--account', '1111222233334'], /12 digits/],
    [['--account', 'x11122223333'], /12 digits/],
    [['--region', 'x-eu-west-1'], /^--region must be the name of an AWS Region: x-eu-west-1$/],
    [['--region', 'eu-west-12'], /--region/],
    [['--region', 'eu-1'], /--region/],
    [['--upstream', 'https://'], /^--upstream is not a URL: https:\/\/$/],
    [['--upstream', ''], /^--upstream needs a URL or a folder$/],
    [['--nonsense'], /--nonsense/],
    [['nonsense'], /nonsense/],
  ];
  for (const [args, says] of refused)
    it(`refuses ${args.join(' ')}`, () =>
      assert.throws(() => parseOptions(args, '/'), { name: 'UsageError', message: says }));
});
