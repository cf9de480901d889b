import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const gm = load("dom", "words", "characters", "wording", "store", "search", "filters", "histogram", "address", "export");

// What Python packed: the data of six incidents, and what they were (`test_scripts.py` writes both).
const packed = JSON.parse(readFileSync(process.env.GEOMAP_PACKED, "utf8"));
globalThis.document = { getElementById: () => ({ textContent: packed.text }) };
const store = await gm.openStore("data").ready;

const shown = (filter = {}) => {
  const full = { ...gm.emptyFilter(), ...filter };
  store.shownGroups.fill(1);
  const counts = gm.applyFilter(store, full, new gm.SearchIndex(store).matches(full));
  const titles = Array.from(store.visible.keys()).filter((i) => store.visible[i]).map((i) => store.text(store.rows.title[i]));
  return { ...counts, titles };
};

test("incidents come back from Python as they were", () => {
  const back = gm.toGeoJson(store, Array.from({ length: store.size }, (_, n) => n)).features;
  assert.equal(back.length, packed.features.length);
  packed.features.forEach(({ id, properties }, n) => {
    assert.equal(back[n].id, id);
    for (const name of Object.keys(back[n].properties)) {
      if (name === "sources" || !(name in properties)) continue;
      assert.deepEqual(back[n].properties[name], properties[name], `${name} of ${id}`);
    }
    properties.sources.forEach((source, s) => {
      const read = back[n].properties.sources[s];
      assert.deepEqual(read.quotes, source.quotes);
      for (const name of Object.keys(source)) if (name !== "quotes") assert.equal(read[name], source[name], name);
    });
  });
});

test("where reports differ, the lowest and the highest number are told", () => {
  const at = (id) => store.rows.id.indexOf(id);
  assert.deepEqual(store.toll("injured", at("incident-4")), { low: 5, high: 9 }); // 7 is the incident's own
  assert.equal(store.toll("killed", at("incident-4")), null);
  assert.deepEqual(store.toll("killed", at("incident-3")), { low: 12, high: 12 });
  assert.equal(gm.tollWords({ low: 5, high: 1200 }), "5–1,200");
  assert.equal(gm.tollWords(null), null);
});

test("filters combine, and a count says what ticking a box would bring", () => {
  assert.equal(shown().total, 6);
  assert.equal(shown().unplaced, 1);
  const clash = store.types.findIndex((type) => type.key === "armed_clash");
  const without = shown({ hiddenTypes: new Set([clash]) });
  assert.equal(without.total, 5);
  assert.equal(without.byType[clash], 1);
  assert.equal(shown({ minimum: 0.6 }).total, 5);
  assert.equal(shown({ mainOnly: true, minimum: 0.6 }).total, 4);
  assert.deepEqual(shown({ unplacedOnly: true }).titles, ["Talks"]);
});

test("dates known to the month pass by their span, and what has none passes no span", () => {
  const day = (text) => gm.dayNumber(text, false);
  assert.deepEqual(shown({ from: day("2021-10-20"), to: day("2021-11-06") }).titles, ["Protest — Baghdad", "Election — Iraq"]);
  assert.deepEqual(shown({ from: day("2020-06-01"), to: day("2020-06-02") }).titles, ["Earthquake — Beirut"]);
});

test("words are looked for everywhere, in places, or in actors", () => {
  assert.deepEqual(shown({ text: "IRAQ election" }).titles, ["Election — Iraq"]);
  assert.equal(shown({ text: "convoy" }).total, 6); // in the quotes
  assert.deepEqual(shown({ place: "lebanon" }).titles, ["Earthquake — Beirut"]);
  assert.deepEqual(shown({ actor: "militia" }).titles, ["Attempt — Baghdad"]);
  assert.deepEqual(shown({ actor: "militia", place: "lebanon" }).titles, []);
  assert.deepEqual(shown({ place: "militia" }).titles, []);
  assert.equal(new gm.SearchIndex(store).matches(gm.emptyFilter()), null);
});

test("every order holds every incident once", () => {
  for (const sort of Object.values(gm.SORTS)) {
    const all = Array.from({ length: store.size }, (_, n) => n).sort(sort(store));
    assert.deepEqual([...all].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5]);
  }
  const order = (name) => Array.from({ length: 6 }, (_, n) => n).sort(gm.SORTS[name](store)).map((i) => store.rows.id[i]);
  assert.equal(order("severity")[0], "incident-3");
  assert.equal(order("severity")[1], "incident-4");
  assert.equal(order("oldest")[0], "incident-3");
  assert.equal(order("oldest").at(-1), "incident-6"); // without a date
  assert.equal(order("newest").at(-1), "incident-6");
  assert.equal(order("confidence").at(-1), "incident-3");
});

test("an address brings back what it was written from", () => {
  const map = { getCenter: () => ({ lat: 33.1, lng: 44.2 }), getZoom: () => 6 };
  const filter = { ...gm.emptyFilter(), minimum: 0.6, place: "بغداد", actor: "a&b=c", from: gm.dayNumber("2021-11-01") };
  filter.hiddenStatuses.add(3);
  const address = gm.writeAddress({ store, filter, map, sort: "newest", selected: 2, hiddenGroups: [1] });
  const read = gm.emptyFilter();
  const rest = gm.readAddress(address, store, read);
  assert.deepEqual(read, filter);
  assert.deepEqual(rest, { view: [33.1, 44.2, 6], incident: 2, hiddenGroups: [1], sort: "newest" });
});

test("an address of somebody else's making does nothing", () => {
  const read = gm.emptyFilter();
  const rest = gm.readAddress("#types=-x&view=a,b,c&since=javascript:1&incident=__proto__&sort=constructor&confidence=9", store, read);
  assert.deepEqual(read, { ...gm.emptyFilter(), minimum: 1 });
  assert.deepEqual(rest, { view: null, incident: -1, hiddenGroups: [], sort: gm.FIRST_SORT });
});

test("a spreadsheet runs no cell", () => {
  const header = gm.toCsv(store, [3]).split("\r\n");
  assert.match(header[1], /incident-4/);
  assert.match(header[1], /'=1\+1 militia/);
});

test("bins cover every day once, and what is earlier counts to the first", () => {
  const { counts, width } = gm.bins([0, 0, 9, 99], 0, 99, 10);
  assert.deepEqual([[...counts], width], [[3, 0, 0, 0, 0, 0, 0, 0, 0, 1], 10]);
  assert.deepEqual([...gm.bins([5], 5, 5, 60).counts], [1]);
  assert.deepEqual([...gm.bins([-900, 5, 6], 5, 6, 60).counts], [2, 1]);
});

test("a few early dates do not squeeze the others into a corner", () => {
  const recent = Array.from({ length: 50 }, (_, n) => 18_000 + 2 * n);
  assert.deepEqual(gm.usefulSpan(recent), [18_000, 18_098, false]);
  const [first, last, more] = gm.usefulSpan([-9_000, 2_000, ...recent]);
  assert.ok(first > 17_980 && first < 18_010);
  assert.deepEqual([last, more], [18_098, true]);
});
