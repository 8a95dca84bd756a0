// The JSON API over HTTP, and its failures. Knows nothing of the page.

export const AUTH = '/auth';
const TIMEOUT = 30000;

export class Failure extends Error {

  constructor({ status, code, detail, fields = {}, retryAfter }) {
    super(detail);
    Object.assign(this, { status, code, detail, fields, retryAfter });
  }

  // problem: {"detail", "code", "errors": {"field": ["…"]}}; drf: {"detail", "code"} or {"field": ["…"]}
  static of(response, body) {
    const problem = isObject(body) ? body : {};
    const fields = Object.fromEntries(Object.entries(isObject(problem.errors) ? problem.errors : problem)
      .filter(([, texts]) => Array.isArray(texts) && texts.every((text) => typeof text === 'string')));
    const { non_field_errors: general = [], ...named } = fields;
    const retryAfter = Number.parseInt(response.headers.get('Retry-After'), 10);
    let detail = [problem.detail, ...general].filter((text) => typeof text === 'string').join(' ');
    if (!detail && Object.keys(named).length === 0) {
      detail = `The application answered with status ${response.status} and no explanation.`;
    }
    return new Failure({ status: response.status, code: problem.code, detail, fields: named, retryAfter });
  }

}

export async function call(path, { method = 'POST', body, bearer } = {}) {
  const headers = {
    'Accept': 'application/json, application/problem+json',
    'Accept-Language': document.documentElement.lang,
  };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  if (bearer) {
    headers['Authorization'] = `Bearer ${bearer}`;
  }
  let response;
  let text;
  try {
    response = await fetch(path, {
      method, headers, body: body && JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT),
    });
    text = await response.text();
  }
  catch (error) {
    throw new Failure({
      detail: (error.name === 'TimeoutError') ? 'The application did not answer in time. Try again.'
        : 'The application can’t be reached. Check that it is still running, then try again.',
    });
  }
  let answer;
  try {
    answer = JSON.parse(text);
  }
  catch {
    answer = null;
  }
  if (!response.ok) {
    throw Failure.of(response, answer);
  }
  if (answer === null) {
    throw new Failure({ status: response.status, detail: 'The application’s answer is no JSON.' });
  }
  return answer;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
