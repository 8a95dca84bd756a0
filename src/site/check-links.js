// The generator looks at links to pages alone: whether what it made has all that its pages link to and load.
import { readFileSync, readdirSync, statSync } from 'node:fs'

const SITE = new URL('target/site/', import.meta.url)
const ADDRESS = /<[a-z]+ [^>]*?\b(?:href|src)="([^"]*)"/g

const isFile = (path) => statSync(new URL(`.${path}`, SITE), { throwIfNoEntry: false })?.isFile() ?? false
const pages = readdirSync(SITE).filter((name) => name.endsWith('.html'))
const faults = new Set()
let links = 0

for (const page of pages) {
  const here = new URL(`http://site.invalid/${page}`)
  for (const [, address] of readFileSync(new URL(page, SITE), 'utf8').matchAll(ADDRESS)) {
    const { origin, pathname } = new URL(address, here)
    if (origin === here.origin) {
      links++
      if (!isFile(pathname.replace(/\/$/, '/index.html'))) {
        faults.add(`${page} links to ${address}, which is not there`)
      }
    }
  }
}

faults.forEach((fault) => console.error(fault))
console.log(`${links} links of ${pages.length} pages followed, ${faults.size} faults`)
process.exitCode = faults.size > 0 || links === 0 ? 1 : 0
