import { expect, it } from 'vitest';
import { curl, python } from '../../src/lib/prediction/commands.js';

const call = {
  url: 'http://127.0.0.1:3000/api/ml/models/1/predict',
  row: { Age: 22.5, Name: `O'Dwyer, "Ed" \\ é`, Cabin: null },
};

it('writes a command for a shell', () => {
  expect(curl({ ...call, needsKey: false })).toBe(
    `curl http://127.0.0.1:3000/api/ml/models/1/predict \\
  -H 'Content-Type: application/json' \\
  -d '{"rows":[{"Age":22.5,"Name":"O'\\''Dwyer, \\"Ed\\" \\\\ é","Cabin":null}]}'`,
  );
});

it('writes a script for Python', () => {
  expect(python({ ...call, needsKey: false })).toBe(
    `import json, urllib.request

rows = [{"Age": 22.5, "Name": "O'Dwyer, \\"Ed\\" \\\\ é", "Cabin": None}]
headers = {"Content-Type": "application/json"}
request = urllib.request.Request("http://127.0.0.1:3000/api/ml/models/1/predict", json.dumps({"rows": rows}).encode(), headers)
print(json.load(urllib.request.urlopen(request))["predictions"])`,
  );
});

it('expects a key in the environment where one is asked for', () => {
  expect(curl({ ...call, needsKey: true })).toContain('-H "Authorization: Bearer $KEY" \\\n');
  expect(python({ ...call, needsKey: true })).toContain('import json, os, urllib.request\n');
  expect(python({ ...call, needsKey: true })).toContain(`"Authorization": "Bearer " + os.environ["KEY"]}`);
});
