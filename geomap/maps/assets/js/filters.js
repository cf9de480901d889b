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
    text: "", // words, in anything
    place: "", // words, in the place or what holds it
    actor: "", // words, in who did it or to whom
    unplacedOnly: false,
  });

  gm.filterCount = function (filter) {
    return (
      (filter.hiddenTypes.size ? 1 : 0) + (filter.hiddenStatuses.size ? 1 : 0) + (filter.minimum > 0 ? 1 : 0) +
      (filter.mainOnly ? 1 : 0) + (filter.from !== null || filter.to !== null ? 1 : 0) + (filter.text ? 1 : 0) +
      (filter.place ? 1 : 0) + (filter.actor ? 1 : 0) + (filter.unplacedOnly ? 1 : 0)
    );
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
      s.rows.killed[b] - s.rows.killed[a] || s.rows.injured[b] - s.rows.injured[a] ||
      s.main[b] - s.main[a] || a - b,
    confidence: (s) => (a, b) => s.confidence[b] - s.confidence[a] || a - b,
  };

  // Without a date: last, in either direction.
  function dated(store, i) {
    return store.first[i] === gm.NO_DAY ? 2147483647 : store.first[i];
  }
})((globalThis.geomap = globalThis.geomap || {}));
