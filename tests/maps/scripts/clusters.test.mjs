import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const gm = load("clusters");

const gathered = (points) =>
  gm.gather(Float64Array.from(points, (p) => p[0]), Float64Array.from(points, (p) => p[1]), points.length, 20)
    .map((node) => node.members);

test("near points are gathered, and none is lost or doubled", () => {
  assert.deepEqual(gathered([[0, 0], [5, 5], [100, 0], [19, 0]]), [[0, 1, 3], [2]]);
  const grid = Array.from({ length: 500 }, (_, n) => [(n * 7.3) % 400, (n * 13.7) % 300]);
  const nodes = gathered(grid);
  assert.deepEqual(nodes.flat().sort((a, b) => a - b), grid.map((_, n) => n));
  for (const members of nodes) {
    const [x, y] = grid[members[0]];
    for (const member of members) assert.ok(Math.hypot(grid[member][0] - x, grid[member][1] - y) <= 20);
  }
  assert.deepEqual(gathered([]), []);
});

test("settled nodes keep all members, and stand apart", () => {
  const nodes = Array.from({ length: 300 }, (_, n) => ({ x: (n * 37) % 500, y: (n * 91) % 400, members: [n] }));
  const out = gm.settle(nodes);
  assert.deepEqual(out.flatMap((node) => node.members).sort((a, b) => a - b), Array.from({ length: 300 }, (_, n) => n));
  assert.ok(out.length < 300);
});

test("a fan leaves room for every member", () => {
  for (const count of [2, 3, 8, 10]) {
    const spots = gm.fan(count, 20);
    assert.equal(spots.length, count);
    spots.forEach(([x, y], n) => {
      for (const [u, v] of spots.slice(n + 1)) assert.ok(Math.hypot(x - u, y - v) > 15);
    });
  }
});

test("rings leave room for every symbol, and hold none on another", () => {
  for (const count of [1, 11, 40, 300]) {
    const radii = Array.from({ length: count }, (_, n) => [7, 9, 13, 20][n % 4]);
    const { spots, radius } = gm.rings(radii, 16, 4);
    assert.equal(spots.length, count);
    spots.forEach(([x, y], n) => {
      assert.ok(Math.hypot(x, y) >= 16 + radii[n]);
      assert.ok(Math.hypot(x, y) + radii[n] <= radius);
      for (let m = n + 1; m < count; m++) {
        assert.ok(Math.hypot(x - spots[m][0], y - spots[m][1]) > radii[n] + radii[m]);
      }
    });
  }
});
