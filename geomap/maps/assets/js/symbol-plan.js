// Where symbols stand, and what they cover of the map. Part of SymbolCanvas.
(function (gm) {
  "use strict";

  const EXPAND_LIMIT = 300;
  const AIR = 2; // pixels between a symbol and the name of a place

  gm.symbolPlan = {
    isExpanded({ members }) {
      if (!this.expanded) return false;
      const [store, i] = this.ref(members[0]);
      return this.expanded[0] === store && this.expanded[1] === i;
    },

    // Puts what is fanned out over all that stands around it; false where that is gone.
    raise() {
      const node = this.nodes.find((some) => this.isExpanded(some));
      if (node) this.nodes = [...this.nodes.filter((other) => other !== node), node];
      return Boolean(node);
    },

    // How a node is drawn: as a ring with a number, or each of its members at a spot; `plate` is the radius of the disc
    // below a ring that was opened. `circles` are what is covered, relative to the node.
    plan(node) {
      const open = this.isExpanded(node);
      if (node.plan && node.plan.open === open) return node.plan;
      const count = node.members.length;
      if (count > gm.FAN_LIMIT && !open) {
        node.plan = { open, ring: true, circles: [{ x: 0, y: 0, r: gm.ringRadius(count) + 2 }] };
        return node.plan;
      }
      const members = node.members.slice(0, EXPAND_LIMIT);
      const radii = members.map((member) => this.radiusOf(member));
      if (count <= gm.FAN_LIMIT) {
        const spots = gm.fan(count, 21);
        node.plan = { open, members, spots, circles: spots.map(([x, y], n) => ({ x, y, r: radii[n] })) };
        return node.plan;
      }
      const label = count > members.length ? members.length + " of " + count.toLocaleString("en") : String(count);
      const { spots, radius } = gm.rings(radii, 12 + 2.6 * label.length, 5);
      const plate = radius + 3;
      const onePoint = Math.max(...this.points.map((values) => gm.spread(members, values))) < 2;
      node.plan = { open, members, spots, plate, label, onePoint, circles: [{ x: 0, y: 0, r: plate }] };
      return node.plan;
    },

    // How far the symbol of a member reaches.
    radiusOf(member) {
      const [store, i] = this.ref(member);
      return gm.symbolRadius(store.severity[i]) + (store.vague(i) ? 7 : 2);
    },

    // The symbols stand elsewhere now.
    moved() {
      this.covered = null;
      this._map.fire("geomap:symbols");
    },

    // Circles [x, y, radius] in the pixels of the zoom level that the symbols are laid out for.
    covers() {
      if (this.covered) return this.covered;
      this.covered = [];
      for (const node of this.nodes) {
        for (const { x, y, r } of this.plan(node).circles) this.covered.push([node.x + x, node.y + y, r + AIR]);
      }
      const world = 256 * 2 ** this.layoutZoom;
      for (const { marks } of this.mentions) {
        for (const { x, y } of marks) this.covered.push([x * world, y * world, 8 + AIR]);
      }
      return this.covered;
    },
  };

  // What symbols cover at a zoom level; null where there are none, or while they are laid out for another level.
  gm.symbolCovers = function (map, zoom) {
    const symbols = map && map._geomapSymbols;
    return symbols && symbols.layoutZoom === zoom ? symbols.covers() : null;
  };

  // How far the values of some members lie apart.
  gm.spread = function (members, values) {
    let low = Infinity;
    let high = -Infinity;
    for (const member of members) {
      low = Math.min(low, values[member]);
      high = Math.max(high, values[member]);
    }
    return high - low;
  };
})((globalThis.geomap = globalThis.geomap || {}));
