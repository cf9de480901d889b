// Which incidents pass, and how many of each kind would: pure, on columns.
(function (gm) {
  "use strict";

  gm.emptyFilter = () => ({
    hiddenTypes: new Set(), // numbers of types
    hiddenStatuses: new Set(), // numbers of statuses
    minimum: 0, // confidence
    mainOnly: false,
    from: null, // first day, or null
    to: null, // last day, or null
    text: "",
    unplacedOnly: false,
  });

  gm.filterCount = function (filter) {
    return (
      (filter.hiddenTypes.size ? 1 : 0) + (filter.hiddenStatuses.size ? 1 : 0) + (filter.minimum > 0 ? 1 : 0) +
      (filter.mainOnly ? 1 : 0) + (filter.from !== null || filter.to !== null ? 1 : 0) + (filter.text ? 1 : 0) +
      (filter.unplacedOnly ? 1 : 0)
    );
  };

  gm.folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // For each word, which texts hold it; an incident passes when every word is in one of its texts.
  gm.TextIndex = class {
    constructor(store) {
      this.store = store;
      this.fold = null;
    }

    matches(query) {
      const words = gm.folded(query).split(/\s+/).filter(Boolean);
      if (!words.length) return null;
      const { store } = this;
      if (!this.fold) this.fold = store.texts.map(gm.folded);
      const out = new Uint8Array(store.size).fill(1);
      for (const word of words) {
        const hit = Uint8Array.from(this.fold, (text) => (text.includes(word) ? 1 : 0));
        const places = store.places.name.map((name, p) => hit[name] || store.places.within[p].some((n) => hit[n]));
        const documents = store.documents.document.map(
          (name, d) => hit[name] || (store.documents.title[d] >= 0 && hit[store.documents.title[d]]),
        );
        const types = store.types.map((type) => gm.folded(type.label).includes(word));
        for (let i = 0; i < store.size; i++) {
          if (out[i]) out[i] = this.holds(i, hit, places, documents, types) ? 1 : 0;
        }
      }
      return out;
    }

    holds(i, hit, places, documents, types) {
      const { rows, type, place } = this.store;
      if (types[type[i]] || hit[rows.title[i]] || (place[i] >= 0 && places[place[i]])) return true;
      if (rows.actors[i].some((n) => hit[n]) || rows.targets[i].some((n) => hit[n])) return true;
      if (rows.weapons[i].some((n) => hit[n])) return true;
      const { quotes, firstSource, firstQuote } = this.store;
      for (let s = firstSource[i]; s < firstSource[i + 1]; s++) {
        if (documents[quotes.document[s]]) return true;
        for (let n = firstQuote[s]; n < firstQuote[s + 1]; n++) if (hit[quotes.text[n]]) return true;
      }
      return false;
    }
  };

  // Sets store.visible, and counts: by type and by status each as if that one filter were not set, so that a box
  // says what ticking it would bring.
  gm.applyFilter = function (store, filter, textMatches) {
    const byType = new Int32Array(store.types.length);
    const byStatus = new Int32Array(gm.STATUSES.length);
    const onMap = store.shownGroups;
    const days = []; // numbers of those that pass all but the dates
    let total = 0;
    let unplaced = 0;
    for (let i = 0; i < store.size; i++) {
      store.visible[i] = 0;
      if (store.confidence[i] < filter.minimum) continue;
      if (filter.mainOnly && !store.main[i]) continue;
      if (textMatches && !textMatches[i]) continue;
      const typeOn = !filter.hiddenTypes.has(store.type[i]) && onMap[store.group[i]] === 1;
      const statusOn = !filter.hiddenStatuses.has(store.status[i]);
      const lacksPlace = store.place[i] < 0;
      const placedOn = !filter.unplacedOnly || lacksPlace;
      if (typeOn && statusOn && placedOn && store.first[i] !== gm.NO_DAY) days.push(i);
      if (!gm.inDates(store, i, filter.from, filter.to)) continue;
      if (placedOn && statusOn) byType[store.type[i]]++;
      if (placedOn && typeOn) byStatus[store.status[i]]++;
      if (!typeOn || !statusOn) continue;
      if (lacksPlace) unplaced++;
      if (!placedOn) continue;
      store.visible[i] = 1;
      total++;
    }
    return { byType, byStatus, days, total, unplaced };
  };

  // An incident of "November 2021" passes any range that touches November; one without a date only no range at all.
  gm.inDates = function (store, i, from, to) {
    if (from === null && to === null) return true;
    if (store.first[i] === gm.NO_DAY) return false;
    return (from === null || store.last[i] >= from) && (to === null || store.first[i] <= to);
  };

  gm.FIRST_SORT = "weight";
  gm.SORTS = {
    weight: (s) => (a, b) =>
      s.main[b] - s.main[a] || (s.place[b] >= 0) - (s.place[a] >= 0) || s.severity[b] - s.severity[a] ||
      s.confidence[b] - s.confidence[a] || a - b,
    newest: (s) => (a, b) => s.first[b] - s.first[a] || a - b,
    oldest: (s) => (a, b) => dated(s, a) - dated(s, b) || a - b,
    severity: (s) => (a, b) =>
      (s.rows.killed[b] || 0) - (s.rows.killed[a] || 0) || (s.rows.injured[b] || 0) - (s.rows.injured[a] || 0) ||
      s.main[b] - s.main[a] || a - b,
    confidence: (s) => (a, b) => s.confidence[b] - s.confidence[a] || a - b,
  };

  // Without a date: last, in either direction.
  function dated(store, i) {
    return store.first[i] === gm.NO_DAY ? 2147483647 : store.first[i];
  }
})((globalThis.geomap = globalThis.geomap || {}));
