import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { navigation } from './navigation.js'

const repository = 'https://github.com/jwt2fa/jwt2fa'
const guide = fileURLToPath(new URL('../../docs', import.meta.url))

// the index is a page of GitHub's too, where a folder shows its README
const rewrites = { 'README.md': 'index.md' }

export default defineConfig({
  title: 'jwt2fa',
  description: 'Two-factor login for Spring Boot applications with a JSON API',
  // a copy: pages outside of the folder that has the modules would not find them
  srcDir: './target/pages',
  outDir: './target/site',
  cacheDir: './target/cache',
  rewrites,
  // no server has to be told of pages without an ending
  cleanUrls: false,
  // those of the sample, which the reader starts
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify: asGitHubDoes },
    config: (md) => {
      md.use(links)
      md.use(diagrams)
    }
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: navigation(readFileSync(`${guide}/README.md`, 'utf8')),
    nav: [{ text: 'Source', link: repository }]
  },
  vite: {
    // a diagram's script is as large as it is, and loaded by pages with a diagram alone
    build: { chunkSizeWarningLimit: 3000 }
  }
})

/**
 * So that a link to a heading is the same in both places.
 */
function asGitHubDoes(title) {
  return title.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

/**
 * What lies outside of the guide is read in the repository.
 */
function links(md) {
  md.core.ruler.push('links', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'link_open')) {
      const target = token.attrGet('href')
      if (target.startsWith('../')) {
        token.attrSet('href', `${repository}/blob/main/${posix.join('src/docs', target)}`)
      } else if (/^README\.md(#|$)/.test(target)) {
        token.attrSet('href', target.replace('README.md', 'index.md'))
      }
    }
  })
}

function diagrams(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === 'mermaid'
      ? `<Diagram source="${encodeURIComponent(tokens[index].content)}" />`
      : fence(tokens, index, ...rest)
}
