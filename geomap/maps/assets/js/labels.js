// Which names a zoom level has room for, and where they stand: the more important first.
(function (gm) {
  "use strict";

  const CELL = 128;

  // Returns the labels of a zoom level: {text, x, y, kind, size, box, dot}.
  gm.placeLabels = function (raw, zoom, measure) {
    const size = 256 * 2 ** zoom;
    const taken = new Map();
    const placed = [];
    for (const label of candidates(raw, zoom)) {
      const x = gm.mercatorX(label.lon) * size;
      const y = gm.mercatorY(label.lat) * size;
      const width = measure(label);
      const dot = label.kind === "town" || label.kind === "capital";
      // A town's name stands right of its dot, or left of it where that is taken.
      const boxes = dot
        ? [[x - 3, y - 8, x + width + 9, y + 8], [x - width - 9, y - 8, x + 3, y + 8]]
        : [[x - width / 2 - 4, y - 9, x + width / 2 + 4, y + 9]];
      const at = boxes.findIndex((box) => isFree(taken, box));
      if (at < 0) continue;
      occupy(taken, boxes[at]);
      placed.push({ ...label, x, y, width, dot, left: at === 1, box: boxes[at] });
    }
    return placed;
  };

  function candidates(raw, zoom) {
    const out = [];
    const pixels = 2 ** zoom * 0.71; // a degree at the equator
    for (const [text, , lon, lat, area] of raw.countries) {
      if (!text) continue;
      const across = Math.sqrt(area) * pixels;
      if (across > 26 || (zoom >= 6 && across > 4)) {
        const level = Math.min(15, Math.max(10.5, 9 + across / 60));
        if (zoom < 8) out.push({ text, lon, lat, kind: "country", size: level, rank: -1e6 * across });
      }
    }
    const [names, lons, lats, thousands, capitals] = raw.towns;
    for (let n = 0; n < names.length; n++) {
      const capital = capitals[n] === 1;
      if (zoom < firstZoom(thousands[n], capital)) continue;
      const rank = -(thousands[n] + 1) * (capital ? 8 : 1);
      const large = thousands[n] >= 1000 || capital;
      out.push({
        text: names[n], lon: lons[n], lat: lats[n], kind: capital ? "capital" : "town", size: large ? 12 : 11, rank,
      });
    }
    const [zooms, divisions, divisionLons, divisionLats] = raw.divisions;
    for (let n = 0; n < zooms.length; n++) {
      if (zoom < zooms[n] || zoom > zooms[n] + 4) continue;
      out.push({
        text: divisions[n], lon: divisionLons[n], lat: divisionLats[n], kind: "division", size: 10.5, rank: n / 1e4,
      });
    }
    return out.sort((a, b) => a.rank - b.rank);
  }

  function firstZoom(thousands, capital) {
    if (capital) return thousands >= 1000 ? 4 : thousands >= 100 ? 5 : 6;
    if (thousands >= 5000) return 4;
    if (thousands >= 1500) return 5;
    if (thousands >= 400) return 6;
    if (thousands >= 150) return 7;
    return thousands >= 80 ? 8 : 9;
  }

  function cells([left, top, right, bottom]) {
    const out = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) out.push(x * 1048576 + y);
    }
    return out;
  }

  function isFree(taken, box) {
    return !cells(box).some((cell) => (taken.get(cell) || []).some((other) => gm.meets(other, box)));
  }

  function occupy(taken, box) {
    for (const cell of cells(box)) {
      if (taken.has(cell)) taken.get(cell).push(box);
      else taken.set(cell, [box]);
    }
  }
})((globalThis.geomap = globalThis.geomap || {}));
