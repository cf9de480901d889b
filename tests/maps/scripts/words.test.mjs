import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const gm = load("dom", "words", "store", "search");

test("dates are said as precisely as they are known", () => {
  for (const [given, words] of [
    [["2021-11-07", "2021-11-07", "day"], "7 November 2021"],
    [["2021-05-02", "2021-05-05", "range"], "2–5 May 2021"],
    [["2021-04-28", "2021-05-05", "range"], "28 April – 5 May 2021"],
    [["2019-12-30", "2020-01-02", "range"], "30 December 2019 – 2 January 2020"],
    [["2021-11", "2021-11", "month"], "in November 2021; the day is not known"],
    [["2014-06", "2014-08", "season"], "some time between June 2014 and August 2014"],
    [["2019", "2019", "year"], "in 2019; nothing nearer is known"],
    [["2010", "2019", "decade"], "in the years 2010 to 2019; nothing nearer is known"],
    [["", "", undefined], "date not known"],
  ]) assert.equal(gm.dateWords(...given), words);
  assert.equal(gm.shortDate("2021-11-07", ""), "7 Nov 2021");
});

test("places are said as precisely as they are known", () => {
  assert.equal(gm.placeWords("Iraq", [], "country", 500), "somewhere in Iraq; the report names no nearer place");
  assert.equal(gm.placeWords("A", ["B"], "site", 0.4), "A, B: known to the site, within about 400 m");
  assert.equal(gm.placeWords("A", ["B"], "exact", 0), "A, B: the coordinates that the report gives");
});

test("the report's words win over its number, and no number is none", () => {
  assert.equal(gm.countWords(30, "at least 30"), "at least 30");
  assert.equal(gm.countWords(1200, null), "1,200");
  assert.equal(gm.countWords(0, null), "0");
  assert.equal(gm.countWords(null, null), null);
});

test("days are counted and written, before the year 100 too", () => {
  for (const [day, last, text] of [
    ["2021-11", true, "2021-11-30"], ["2020-02", true, "2020-02-29"], ["2021", false, "2021-01-01"],
    ["0099-05-01", false, "0099-05-01"],
  ]) assert.equal(gm.dayText(gm.dayNumber(day, last)), text);
  assert.equal(gm.dayNumber("", false), gm.NO_DAY);
});

test("only addresses of the web become links", () => {
  assert.equal(gm.webAddress("https://example.org/a?b=1"), "https://example.org/a?b=1");
  for (const address of ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "not an address"]) {
    assert.equal(gm.webAddress(address), null);
  }
});

test("characters that turn the direction of others are not shown", () => {
  assert.equal(gm.printable("a\u202eb\u2066c\u0000d"), "abcd");
  assert.equal(gm.folded("Ékaterinbourg ÅÄÖ"), "ekaterinbourg aao");
});
