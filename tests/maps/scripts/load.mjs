// Loads geomap's scripts as a page does, one after the other in one global scope, without a page.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const FOLDER = new URL("../../../geomap/maps/assets/js/", import.meta.url);

export function load(...names) {
  for (const name of names) {
    const file = new URL(name + ".js", FOLDER);
    runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
  }
  return globalThis.geomap;
}
