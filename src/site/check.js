// What the generator does not look at: whether each page is in the navigation, and whether the diagrams can be drawn.
import { readFileSync, readdirSync } from 'node:fs'
import mermaid from 'mermaid'
import { navigation } from './.vitepress/navigation.js'

const guide = new URL('../docs/', import.meta.url)
const DIAGRAM = /^```mermaid\n(.*?)^```$/gms

const text = (page) => readFileSync(new URL(page, guide), 'utf8')
const pages = readdirSync(guide).filter((name) => name.endsWith('.md'))
const faults = []
let diagrams = 0

const linked = navigation(text('README.md')).flatMap(({ items }) => items.map(({ link }) => link.slice(1)))
for (const page of pages.filter((name) => name !== 'README.md')) {
  const times = linked.filter((link) => link === page).length
  if (times !== 1) {
    faults.push(`${page} is ${times} times in the navigation, which is made of the lists of README.md`)
  }
}

for (const page of pages) {
  for (const [, diagram] of text(page).matchAll(DIAGRAM)) {
    diagrams++
    await mermaid.parse(diagram).catch((error) => faults.push(`${page}: ${error.message}\n${diagram}`))
  }
}

faults.forEach((fault) => console.error(fault))
console.log(`${pages.length} pages and ${diagrams} diagrams looked at, ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
