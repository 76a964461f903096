import { Cloud } from './cloud';
import { World } from './world';

/** What every test of a suite is given anew. */
export interface Given {
  readonly world: World;
  readonly cloud: Cloud;
}

/** Gives every test of the suite that calls this a home of its own, and AWS on loopback. */
export function withCloud(take: (given: Given) => void): void {
  const ends: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    const world = new World();
    const cloud = await new Cloud().start(world);
    ends.push(async () => {
      await cloud.server.stop();
      world.dispose();
    });
    take({ world, cloud });
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
}
