const SECTION = /^## (.+)$/
const PAGE = /^- \[([^\]]+)]\(([\w-]+\.md)\)/

/**
 * The pages in the order of the guide's index: its headings, and the links that its lists begin with.
 */
export function navigation(index) {
  const sections = []
  for (const line of index.split('\n')) {
    const [, section] = line.match(SECTION) ?? []
    const [, text, link] = line.match(PAGE) ?? []
    if (section) {
      sections.push({ text: section, items: [] })
    } else if (text) {
      sections.at(-1).items.push({ text: text.replaceAll('`', ''), link: `/${link}` })
    }
  }
  return sections.filter(({ items }) => items.length > 0)
}
