import assert from 'node:assert/strict';
import { formatByteSize } from '../../../../src/ui/common/formatByteSize';
import { SpeedMeter } from '../../../../src/ui/common/speedMeter';

describe('SpeedMeter', () => {
  it('says nothing before there is something to tell by', () => {
    const meter = new SpeedMeter();
    assert.equal(meter.bytesPerSecond(0), undefined);
    meter.record(0, 0);
    meter.record(5000, 100);
    assert.equal(meter.bytesPerSecond(100), undefined);
  });

  it('measures the last three seconds', () => {
    const meter = new SpeedMeter();
    for (let second = 0; second <= 10; second++) meter.record(second * 1000, second * 1000);
    assert.equal(meter.bytesPerSecond(10_000), 1000);
    for (let second = 11; second <= 20; second++)
      meter.record(10_000 + (second - 10) * 5000, second * 1000);
    assert.equal(meter.bytesPerSecond(20_000), 5000);
  });

  it('slows down while nothing comes, and starts anew with a new try', () => {
    const meter = new SpeedMeter();
    meter.record(0, 0);
    meter.record(3000, 1000);
    assert.equal(meter.bytesPerSecond(3000), 1000);
    meter.record(10, 3100);
    assert.equal(meter.bytesPerSecond(3100), undefined);
  });
});

describe('byteSize', () => {
  const rows: [bytes: number, text: string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [9949, '9.9 KB'],
    [9951, '10 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [35_200_000, '35 MB'],
    [5 * 1024 ** 3, '5.4 GB'],
    [2e15, '2000 TB'],
  ];
  for (const [bytes, text] of rows)
    it(`calls ${bytes} ${text}`, () => assert.equal(formatByteSize(bytes), text));
});
