import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const gm = load("characters", "store", "basemap-data", "labels");
const chars = (...numbers) => numbers.map((n) => String.fromCodePoint((n < 0 ? -2 * n - 1 : 2 * n) + 0x23)).join("");

test("rings are cut to a box", () => {
  const square = [-10, -10, 110, -10, 110, 110, -10, 110];
  const cut = gm.clipRing(square, [0, 0, 100, 100]);
  const corners = cut.reduce((all, value, n) => (n % 2 ? (all.at(-1).push(value), all) : [...all, [value]]), []);
  assert.deepEqual(corners.map(String).sort(), ["0,0", "0,100", "100,0", "100,100"]);
  assert.deepEqual(gm.clipRing(square, [500, 500, 600, 600]), []);
});

test("lines come back from columns, and go on beyond the date line", () => {
  const none = [[], [], [], "", ""];
  // Steps of a degree: from 179° E to 181° E, and from Greenwich eastward.
  const lines = [[2, 3], [359, 180], [90, 90], chars(-358, 1, 1), chars(0, -1, 0)];
  const data = new gm.BasemapData({
    steps: 1, inner: [], arcs: lines, borders: [], lakes: none, rivers: none, land: [], countries: [],
  });
  const [across, plain] = data.arcs.map((line) => [...line].filter((_, n) => n % 2 === 0).map((x) => Math.round(x * 360)));
  assert.deepEqual(across, [359, 361]);
  assert.deepEqual(plain, [180, 181, 182]);
  assert.ok(data.arcs[1][3] < data.arcs[1][1]); // one degree north
});

test("labels do not cover one another, and the more important one stays", () => {
  const raw = {
    countries: [], divisions: [[], [], [], []],
    towns: [["Small", "Large"], [10, 10.001], [50, 50], [5_000, 9_000], [0, 0]],
  };
  const placed = gm.placeLabels(raw, 4, () => 400).all();
  assert.equal(placed[0].text, "Large");
  for (const [n, label] of placed.entries()) {
    for (const other of placed.slice(n + 1)) assert.ok(!gm.meets(label.box, other.box));
  }
});

test("names make way for symbols, or are left out where there is no room near their place", () => {
  const raw = { countries: [], divisions: [[], [], [], []], towns: [["Town"], [10], [50], [9_000], [0]] };
  const placed = gm.placeLabels(raw, 4, () => 40);
  const cleared = (...covers) => gm.clearLabels(placed, covers).all();
  const [{ x, y, box }] = placed.all();
  assert.deepEqual(cleared(), placed.all());
  assert.deepEqual(cleared([x + 300, y, 20]), placed.all());
  const [moved] = cleared([x, y, 12]);
  assert.ok(!moved.dot && moved.box[0] >= x + 12 && moved.box[2] - moved.box[0] > 40);
  const [left] = cleared([box[2], y, 20]);
  assert.ok(left.dot && left.at[2] === "right" && left.box[2] <= x + 5);
  assert.deepEqual(cleared([x, y, 90]), []);
  assert.deepEqual([...gm.clearLabels(placed, [[x, y, 12]]).within([x, y, x + 200, y])], [moved]);
});
