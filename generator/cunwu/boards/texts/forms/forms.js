// Records as forms show them: every value is the text that was typed, and fields keep the order of their declaration.
'use strict';

(() => {
  const failsafe = { schema: jsyaml.FAILSAFE_SCHEMA };
  // A list of one may be written as that one alone; the form wants a list.
  const opened = (value, fields) => {
    const table = { ...value };
    for (const field of fields) {
      const held = table[field.name];
      if (held === undefined) continue;
      if (field.widget === 'list') {
        const rows = Array.isArray(held) ? held : [held];
        table[field.name] = field.fields ? rows.map((row) => opened(row, field.fields)) : rows;
      } else if (field.widget === 'object') {
        table[field.name] = opened(held, field.fields);
      }
    }
    return table;
  };

  const empty = (value) =>
    value === undefined || value === null || value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

  // What was left empty is not written: a line without a value would say that it was forgotten.
  const closed = (value, fields) => {
    const table = {};
    const names = fields.map((field) => field.name);
    for (const name of [...names, ...Object.keys(value).filter((key) => !names.includes(key))]) {
      const field = fields.find((one) => one.name === name);
      let held = value[name];
      if (empty(held)) continue;
      if (field && field.widget === 'list' && field.fields) held = held.map((row) => closed(row, field.fields));
      if (field && field.widget === 'object') held = closed(held, field.fields);
      if (Array.isArray(held)) held = held.filter((row) => !empty(row));
      if (!empty(held)) table[name] = typeof held === 'object' ? held : String(held).trim();
    }
    return table;
  };

  for (const collection of FORMS.collections) {
    const fields = (collection.files || [collection])[0].fields;
    CMS.registerCustomFormat(collection.format, 'yml', {
      fromFile: (text) => opened(jsyaml.load(text, failsafe) || {}, fields),
      toFile: (value) => jsyaml.dump(closed(value, fields), { ...failsafe, lineWidth: -1, noRefs: true }),
    });
  }
  // On one's own computer the records are behind the next port: two villages may be open at once.
  const local = { url: `http://${location.hostname}:${Number(location.port) + 1}/api/v1` };
  CMS.init({ config: { ...FORMS, load_config_file: false, ...(FORMS.local_backend && { local_backend: local }) } });
})();
