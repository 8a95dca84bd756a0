// Whether the document is one of OpenAPI 3.1: every object has the members that it may have, and every reference leads
// somewhere.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

const config = await createConfig({
  rules: {
    struct: 'error',
    'no-unresolved-refs': 'error',
    'no-identical-paths': 'error',
    'no-unused-components': 'error',
    'operation-operationId-unique': 'error',
    'security-defined': { severity: 'off' },
    'spec-strict-refs': 'error',
  },
});
const problems = await lint({ ref: '../../docs/openapi.yaml', config });
const totals = getTotals(problems);
formatProblems(problems, { format: 'codeframe', totals, version: '' });
process.exitCode = totals.errors + totals.warnings > 0 ? 1 : 0;
