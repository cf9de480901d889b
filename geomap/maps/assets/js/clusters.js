// Which symbols share a spot, and where each is drawn then. Pure numbers, written for columns.
(function (gm) {
  "use strict";

  gm.FAN_LIMIT = 10; // up to so many symbols stand around their spot; more become one ring with a number

  // Groups points nearer than `radius` to one another. `xs`, `ys`: pixels; `count`: how many of them are used, in
  // order of importance. Returns nodes {x, y, members}; the same points give the same nodes, wherever the view is.
  gm.gather = function (xs, ys, count, radius) {
    const cells = new Map();
    const next = new Int32Array(count).fill(-1);
    const cellOf = (x, y) => Math.floor(x / radius) * 33554432 + Math.floor(y / radius);
    for (let i = count - 1; i >= 0; i--) {
      const cell = cellOf(xs[i], ys[i]);
      const head = cells.get(cell);
      next[i] = head === undefined ? -1 : head;
      cells.set(cell, i);
    }
    const taken = new Uint8Array(count);
    const nodes = [];
    for (let i = 0; i < count; i++) {
      if (taken[i]) continue;
      const members = [];
      let sumX = 0;
      let sumY = 0;
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          const cell = cellOf(xs[i] + dx * radius, ys[i] + dy * radius);
          let j = cells.get(cell);
          if (j === undefined) continue;
          let kept = -1; // whoever stays is chained anew, so that nobody is looked at twice in vain
          let head = -1;
          for (; j >= 0; j = next[j]) {
            const near = (xs[j] - xs[i]) ** 2 + (ys[j] - ys[i]) ** 2 <= radius * radius;
            if (near) {
              taken[j] = 1;
              members.push(j);
              sumX += xs[j];
              sumY += ys[j];
            } else {
              if (kept >= 0) next[kept] = j;
              else head = j;
              kept = j;
            }
          }
          if (kept >= 0) next[kept] = -1;
          if (head >= 0) cells.set(cell, head);
          else cells.delete(cell);
        }
      }
      members.sort((a, b) => a - b);
      nodes.push({ x: sumX / members.length, y: sumY / members.length, members });
    }
    return nodes;
  };

  // How far a node of so many members reaches, in pixels.
  gm.reach = function (count) {
    if (count === 1) return 9;
    if (count > gm.FAN_LIMIT) return gm.ringRadius(count);
    return Math.hypot(...gm.fan(count, 21)[0]) + 8;
  };

  gm.ringRadius = (count) => Math.min(28, 13 + 3.4 * Math.log10(count) ** 1.4);

  // Nodes that would cover one another become one, until none do.
  gm.settle = function (nodes) {
    const cell = 80; // more than two nodes may reach
    for (let round = 0; round < 6; round++) {
      const grid = new Map();
      const kept = [];
      for (const node of nodes) {
        const other = neighbour(grid, node, cell);
        if (other) merge(other, node);
        else {
          kept.push(node);
          const key = Math.floor(node.x / cell) * 33554432 + Math.floor(node.y / cell);
          if (grid.has(key)) grid.get(key).push(node);
          else grid.set(key, [node]);
        }
      }
      const settled = kept.length === nodes.length;
      nodes = kept;
      if (settled) break;
    }
    return nodes;
  };

  function neighbour(grid, node, cell) {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const key = (Math.floor(node.x / cell) + dx) * 33554432 + Math.floor(node.y / cell) + dy;
        for (const other of grid.get(key) || []) {
          const room = 0.8 * (gm.reach(node.members.length) + gm.reach(other.members.length));
          if (Math.hypot(node.x - other.x, node.y - other.y) < room) return other;
        }
      }
    }
    return null;
  }

  function merge(node, other) {
    const [a, b] = [node.members.length, other.members.length];
    node.x = (node.x * a + other.x * b) / (a + b);
    node.y = (node.y * a + other.y * b) / (a + b);
    node.members = node.members.concat(other.members).sort((m, n) => m - n);
  }

  // Where the members of a fan stand, relative to its middle: around it.
  gm.fan = function (count, spacing) {
    if (count === 1) return [[0, 0]];
    const places = [];
    const radius = Math.max(spacing * 0.6, spacing / (2 * Math.sin(Math.PI / count)));
    const turn = count === 2 ? Math.PI : -Math.PI / 2;
    for (let i = 0; i < count; i++) {
      const angle = turn + (i * 2 * Math.PI) / count;
      places.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
    return places;
  };

  // Where many symbols of these `radii` stand: in rings around a middle of radius `inner`, none on another.
  // Returns {spots, radius}: where each stands, and how far all reach.
  gm.rings = function (radii, inner, gap) {
    const spots = [];
    let edge = inner;
    for (let i = 0, turn = 0; i < radii.length; turn += 0.5) {
      let widest = 0;
      let count = 0;
      for (; i + count < radii.length; count++) {
        const next = Math.max(widest, radii[i + count] + gap / 2);
        if (count >= Math.floor(Math.PI / Math.asin(next / (edge + next)) + 1e-9)) break;
        widest = next;
      }
      let radius = edge + widest;
      const rest = radii.slice(i + count);
      if (rest.length && rest.length <= 0.4 * count) {
        // A few left over would be a ring of their own: the last ring is made wider for them.
        count += rest.length;
        widest = Math.max(widest, ...rest.map((r) => r + gap / 2));
        radius = Math.max(edge + widest, widest / Math.sin(Math.PI / count));
      }
      for (let n = 0; n < count; n++) {
        const angle = -Math.PI / 2 + ((n + turn) * 2 * Math.PI) / count;
        spots.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
      }
      edge = radius + widest;
      i += count;
    }
    return { spots, radius: edge };
  };
})((globalThis.geomap = globalThis.geomap || {}));
