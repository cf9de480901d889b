// Reads the packed basemap (tools/build_basemap.py wrote it) and cuts it to zoom levels.
(function (gm) {
  "use strict";

  const SMALLEST_STEP = 0.8; // pixels between two points worth drawing

  gm.BasemapData = class {
    constructor(raw) {
      this.raw = raw;
      this.steps = raw.steps;
      this.inner = new Set(raw.inner);
      this.arcs = this.lines(raw.arcs);
      this.borders = raw.borders.map(([zoom, lines]) => [zoom, this.lines(lines)]);
      this.lakes = this.lines(raw.lakes);
      this.rivers = this.lines(raw.rivers);
      this.levels = new Map();
    }

    // Columns of lines, in whole steps (how many points, where each begins, the moves), to Mercator 0…1.
    lines([counts, firstX, firstY, textX, textY]) {
      const movesX = gm.fromCharacters(textX);
      const movesY = gm.fromCharacters(textY);
      const world = 360 * this.steps;
      let move = 0;
      return counts.map((count, line) => {
        const out = new Float64Array(2 * count);
        let x = firstX[line];
        let y = firstY[line];
        for (let n = 0; n < count; n++) {
          if (n) {
            // A line that crosses the date line goes on beyond the edge of the world instead of jumping back across it.
            const dx = movesX[move];
            x += Math.abs(dx) > world / 2 ? dx - Math.sign(dx) * world : dx;
            y += movesY[move++];
          }
          out[2 * n] = x / world;
          out[2 * n + 1] = gm.mercatorY(90 - y / this.steps);
        }
        return out;
      });
    }

    level(zoom) {
      if (!this.levels.has(zoom)) {
        if (this.levels.size > 3) this.levels.delete(this.levels.keys().next().value);
        this.levels.set(zoom, this.cut(zoom));
      }
      return this.levels.get(zoom);
    }

    cut(zoom) {
      const size = 256 * 2 ** zoom;
      const arcs = this.arcs.map((arc) => thinned(arc, size));
      const rings = (polygons) =>
        polygons.flat().map((ring) => boxed(joined(ring, arcs, size))).filter((ring) => extent(ring.box) > 1);
      const coasts = [];
      const borders = [];
      arcs.forEach((arc, n) => {
        if (this.inner.has(n)) borders.push(boxed(arc));
        else for (const part of withoutDateLine(arc, size)) coasts.push(boxed(part));
      });
      const divisions = this.borders
        .filter(([from]) => from <= zoom)
        .flatMap(([, lines]) => lines.map((line) => boxed(thinned(line, size))));
      const water = (lines, least) =>
        lines.map((line) => boxed(thinned(line, size))).filter((line) => extent(line.box) > least);
      return {
        land: rings(this.raw.land),
        lakes: water(this.lakes, 3),
        // Far out, only the courses of great rivers are more than a scratch.
        rivers: zoom >= 3 ? water(this.rivers, zoom >= 5 ? 4 : 30) : [],
        coasts: coasts.filter((line) => extent(line.box) > 1),
        borders,
        divisions: zoom >= 4 ? divisions : [],
        rings,
      };
    }

    // The outline of a country by ISO code, at a zoom; null where there is none.
    country(code, zoom) {
      const found = this.raw.countries.find((country) => country[1] === code);
      return found ? this.level(zoom).rings(found[5]) : null;
    }
  };

  function thinned(line, size) {
    const last = line.length - 2;
    const out = [line[0] * size, line[1] * size];
    for (let n = 2; n < last; n += 2) {
      const x = line[n] * size;
      const y = line[n + 1] * size;
      const dx = x - out[out.length - 2];
      const dy = y - out[out.length - 1];
      if (dx * dx + dy * dy >= SMALLEST_STEP) out.push(x, y);
    }
    if (last > 0) out.push(line[last] * size, line[last + 1] * size);
    return out;
  }

  // Land is cut along the date line in the source; that edge is no coast.
  function withoutDateLine(line, size) {
    const onIt = (n) => Math.abs(line[n] / size - Math.round(line[n] / size)) < 1e-5;
    const parts = [];
    let part = [line[0], line[1]];
    for (let n = 2; n < line.length; n += 2) {
      if (onIt(n) && onIt(n - 2)) {
        if (part.length > 2) parts.push(part);
        part = [];
      }
      part.push(line[n], line[n + 1]);
    }
    if (part.length > 2) parts.push(part);
    return parts;
  }

  function joined(ring, arcs, size) {
    const out = [];
    for (const number of ring) {
      const arc = arcs[number < 0 ? ~number : number];
      const start = number < 0 ? arc.length - 2 : 0;
      const step = number < 0 ? -2 : 2;
      // An arc beyond the date line is moved by the width of the world to where the one before it ended.
      const shift = out.length ? Math.round((out[out.length - 2] - arc[start]) / size) * size : 0;
      for (let n = start; n >= 0 && n < arc.length; n += step) out.push(arc[n] + shift, arc[n + 1]);
    }
    // Antarctica goes once around the world: closed along the bottom.
    const around = out[out.length - 2] - out[0];
    if (Math.abs(around) > size / 2) out.push(out[out.length - 2], size, out[0], size);
    return out;
  }

  function boxed(points) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let n = 0; n < points.length; n += 2) {
      if (points[n] < left) left = points[n];
      if (points[n] > right) right = points[n];
      if (points[n + 1] < top) top = points[n + 1];
      if (points[n + 1] > bottom) bottom = points[n + 1];
    }
    return { points, box: [left, top, right, bottom] };
  }

  const extent = ([left, top, right, bottom]) => Math.max(right - left, bottom - top);

  gm.meets = (box, other) => box[0] <= other[2] && box[2] >= other[0] && box[1] <= other[3] && box[3] >= other[1];

  // Cuts a ring to a box (Sutherland and Hodgman): continents are too large to hand to every tile as they are.
  gm.clipRing = function (points, box) {
    let ring = points;
    for (let side = 0; side < 4 && ring.length; side++) {
      const axis = side % 2;
      const limit = box[side];
      const inside = side < 2 ? (value) => value >= limit : (value) => value <= limit;
      const out = [];
      let px = ring[ring.length - 2];
      let py = ring[ring.length - 1];
      for (let n = 0; n < ring.length; n += 2) {
        const x = ring[n];
        const y = ring[n + 1];
        const now = inside(axis ? y : x);
        if (now !== inside(axis ? py : px)) {
          const share = (limit - (axis ? py : px)) / ((axis ? y : x) - (axis ? py : px));
          out.push(px + (x - px) * share, py + (y - py) * share);
        }
        if (now) out.push(x, y);
        px = x;
        py = y;
      }
      ring = out;
    }
    return ring;
  };
})((globalThis.geomap = globalThis.geomap || {}));
