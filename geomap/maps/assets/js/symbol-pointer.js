// What the pointer does on the canvas: finds what was drawn under it, names it, opens it. Part of SymbolCanvas.
(function (gm) {
  "use strict";

  const PARTED = 54; // pixels that the members of a ring must come apart for zooming in to be worth while

  gm.symbolPointer = {
    // What was drawn at a point of the map's container, the topmost first.
    at(point) {
      const margin = this.canvasSize.subtract(this._map.getSize()).divideBy(2);
      const x = point.x + margin.x;
      const y = point.y + margin.y;
      for (let n = this.drawn.length - 1; n >= 0; n--) {
        const item = this.drawn[n];
        if ((item.x - x) ** 2 + (item.y - y) ** 2 <= item.r ** 2) return item;
      }
      return null;
    },

    onPointer(event) {
      const item = this.at(event.containerPoint);
      const container = this._map.getContainer();
      container.classList.toggle("gm-pointing", item !== null);
      if (item === this.hovered) return this.placeTip(event.containerPoint);
      this.hovered = item;
      this._map.fire("geomap:hover", item && item.store ? { store: item.store, index: item.index } : {});
      this.tip.hidden = !item;
      if (!item) return;
      this.tip.replaceChildren(...gm.tipContent(item, this));
      this.placeTip(event.containerPoint);
    },

    placeTip(point) {
      const size = this._map.getSize();
      this.tip.style.left = Math.min(point.x + 14, size.x - this.tip.offsetWidth - 6) + "px";
      this.tip.style.top = Math.min(point.y + 16, size.y - this.tip.offsetHeight - 6) + "px";
    },

    hideTip() {
      this.tip.hidden = true;
      this.hovered = null;
    },

    onClick(event) {
      const item = this.at(event.containerPoint);
      this.hideTip();
      if (!item) {
        if (this.expanded) this.expand(null);
        return;
      }
      if (item.node) this.openRing(item.node);
      else if (item.mark) gm.openMention(this._map, item);
      else gm.openIncident(this._map, item.store, item.index, item.offset);
    },

    // Fans out a ring, or none.
    expand(node) {
      this.expanded = node && this.ref(node.members[0]);
      this.raise();
      this.redraw();
      this.moved();
      if (!node) return;
      const room = this.plan(node).plate + 12;
      const at = this._map.unproject([node.x, node.y], this.layoutZoom);
      this._map.panInside(at, { padding: [room, room], animate: !gm.reducedMotion() });
    },

    // Zooms in on a ring; where that would not part its members, they fan out.
    openRing(node) {
      const map = this._map;
      const [xs, ys] = this.points;
      const spanX = gm.spread(node.members, xs);
      const spanY = gm.spread(node.members, ys);
      const zoom = map.getZoom();
      if (Math.max(spanX, spanY) * 2 ** (map.getMaxZoom() - zoom) < PARTED || zoom >= map.getMaxZoom()) {
        return this.expand(node);
      }
      const bounds = L.latLngBounds(
        node.members.map((member) => map.unproject([xs[member], ys[member]], zoom)),
      );
      map.fitBounds(bounds, { padding: [60, 60], maxZoom: Math.max(zoom + 1, 12), animate: !gm.reducedMotion() });
    },
  };
})((globalThis.geomap = globalThis.geomap || {}));
