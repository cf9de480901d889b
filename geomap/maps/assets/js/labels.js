// Which names a zoom level has room for, and where they stand: the more important first. What symbols would cover
// makes way for them, or is left out.
(function (gm) {
  "use strict";

  const CELL = 128;
  const STEPS = [0, 9, 18, 28, 38]; // pixels by which a town's name gives way
  const PLATE = 60; // what reaches farther hides the places below it with their names

  // Labels {text, x, y, kind, size, width, dot, at: [x, y, alignment], box, reach} by where they are: `box` is what the
  // text takes, `reach` that and the dot.
  class Labels {
    constructor() {
      this.own = []; // the more important first
      this.grid = new Map();
      this.base = null; // others that belong to these, but for those in `gone`
      this.gone = new Set();
    }

    add(label) {
      const { x, y, box, dot } = label;
      const reach = dot
        ? [Math.min(box[0], x - 4), Math.min(box[1], y - 4), Math.max(box[2], x + 4), Math.max(box[3], y + 4)]
        : box;
      const added = { ...label, reach, order: this.own.length };
      this.own.push(added);
      fileUnder(this.grid, reach, added);
    }

    // Those that reach into a box.
    within(box) {
      const found = new Set();
      for (const label of this.base ? this.base.within(box) : []) if (!this.gone.has(label)) found.add(label);
      for (const cell of cells(box)) {
        for (const label of this.grid.get(cell) || []) if (gm.meets(label.reach, box)) found.add(label);
      }
      return found;
    }

    isFree(box) {
      for (const label of this.within(box)) if (gm.meets(label.box, box)) return false;
      return true;
    }

    all() {
      return [...(this.base ? this.base.all().filter((label) => !this.gone.has(label)) : []), ...this.own];
    }
  }

  // The labels of a zoom level.
  gm.placeLabels = function (raw, zoom, measure) {
    const size = 256 * 2 ** zoom;
    const placed = new Labels();
    for (const label of candidates(raw, zoom)) {
      const x = gm.mercatorX(label.lon) * size;
      const y = gm.mercatorY(label.lat) * size;
      const width = measure(label);
      const dot = label.kind === "town" || label.kind === "capital";
      const whole = { ...label, x, y, width, dot };
      // A town's name stands right of its dot, or left of it where that is taken.
      const spots = dot ? [beside(whole, "left", 0), beside(whole, "right", 0)] : [around(whole, 0)];
      const spot = spots.find(({ box }) => placed.isFree(box));
      if (spot) placed.add({ ...whole, ...spot });
    }
    return placed;
  };

  // The same labels where symbols stand on the map: `covers` are circles [x, y, radius] in the pixels of the level.
  // Only those that are covered are looked at, so that a few symbols among many names are no work.
  gm.clearLabels = function (placed, covers) {
    const cleared = new Labels();
    cleared.base = placed;
    const circles = new Map();
    for (const circle of covers) {
      const [x, y, r] = circle;
      const box = [x - r, y - r, x + r, y + r];
      fileUnder(circles, box, circle);
      for (const label of placed.within(box)) if (touches(circle, label.box)) cleared.gone.add(label);
    }
    const over = (box) => {
      for (const cell of cells(box)) {
        const found = (circles.get(cell) || []).find((circle) => touches(circle, box));
        if (found) return found;
      }
      return null;
    };
    for (const label of [...cleared.gone].sort((a, b) => a.order - b.order)) {
      const circle = label.dot && over([label.x, label.y, label.x, label.y]);
      if (circle && circle[2] > PLATE) continue;
      const spot = otherSpots(label).find(({ box }) => !over(box) && cleared.isFree(box));
      if (spot) cleared.add({ ...label, ...spot, dot: label.dot && !circle });
    }
    return cleared;
  };

  // Where a label may stand instead, the nearest first.
  function otherSpots(label) {
    if (label.dot) {
      return STEPS.flatMap((by) => [
        beside(label, "left", by), beside(label, "right", by), around(label, 13 + by), around(label, -13 - by),
      ]);
    }
    const spots = [];
    for (let by = 8; by <= (label.room || 24); by += 8) spots.push(around(label, by), around(label, -by));
    return spots;
  }

  // Right of the place, aligned to the left, or the other way round; `by` pixels farther than usual.
  function beside({ x, y, width }, align, by) {
    const at = align === "left" ? x + 6 + by : x - 6 - by;
    const [from, to] = align === "left" ? [at - (by ? 3 : 9), at + width + 3] : [at - width - 3, at + (by ? 3 : 9)];
    return { at: [at, y, align], box: [from, y - 8, to, y + 8] };
  }

  // Centred below or above the place.
  const around = ({ x, y, width }, by) =>
    ({ at: [x, y + by, "center"], box: [x - width / 2 - 4, y + by - 9, x + width / 2 + 4, y + by + 9] });

  function touches([x, y, r], [left, top, right, bottom]) {
    const dx = x - Math.max(left, Math.min(right, x));
    const dy = y - Math.max(top, Math.min(bottom, y));
    return dx * dx + dy * dy < r * r;
  }

  function candidates(raw, zoom) {
    const out = [];
    const pixels = 2 ** zoom * 0.71; // a degree at the equator
    for (const [text, , lon, lat, area] of raw.countries) {
      if (!text) continue;
      const across = Math.sqrt(area) * pixels;
      if (across > 26 || (zoom >= 6 && across > 4)) {
        const level = Math.min(15, Math.max(10.5, 9 + across / 60));
        const room = Math.min(64, across * 0.45); // how far from its middle the name still reads as the country's
        if (zoom < 8) out.push({ text, lon, lat, kind: "country", size: level, rank: -1e6 * across, room });
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

  function fileUnder(grid, box, item) {
    for (const cell of cells(box)) {
      if (grid.has(cell)) grid.get(cell).push(item);
      else grid.set(cell, [item]);
    }
  }
})((globalThis.geomap = globalThis.geomap || {}));
