import { fileURLToPath } from 'node:url'
import { createServer, type Plugin, type Rollup } from 'vite'
import { drawnPages } from '../infra/definitions.ts'

// When the site is built, each page is drawn as far as it is known then, so that it shows before its scripts are here.
// What those will ask for is asked for with the page.

const london = 'E12000007'

/** What a page is made by, and what it asks the service for first. */
const made: Record<keyof typeof drawnPages, { by: string; asks?: string[] }> = {
  '/': { by: 'home', asks: [`views/overview/${london}`] },
  '/explore': { by: 'explore/explore', asks: [`explorer/${london}`, 'reference'] },
  '/market': { by: 'market', asks: [`views/market/${london}`, 'reference/service-areas'] },
  '/renewals': { by: 'renewals' },
  '/buy-together': { by: 'buyTogether', asks: [`views/overview/${london}`] },
  '/who-runs-what': { by: 'whoRunsWhat', asks: [`views/who-runs-what/${london}`] },
  '/trends': { by: 'trends', asks: [`views/trends/${london}`] },
  '/boroughs': { by: 'boroughs', asks: [`views/overview/${london}`] },
  '/service-areas': { by: 'serviceAreas', asks: [`views/who-runs-what/${london}`] },
  '/data': { by: 'data' },
  '/about': { by: 'about' },
  '/accessibility': { by: 'accessibility' },
}

/** What is drawn is shown, in its typeface, before scripts have their turn on the line. */
const late = 'fetchpriority="low"'
const place = '<div id="app"></div>'

/** Scripts and styles of a page beside those that start the site, each script after what it imports. */
function filesOf(
  bundle: Rollup.OutputBundle,
  by: string,
  there: string,
): { scripts: string[]; styles: string[] } {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (chunk: Rollup.OutputChunk) => {
    if (scripts.has(chunk.fileName)) return
    scripts.add(chunk.fileName)
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style)
    for (const name of chunk.imports) {
      const imported = bundle[name]
      if (imported?.type === 'chunk') visit(imported)
    }
  }
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(`/src/pages/public/${by}.tsx`)) visit(chunk)
  }
  const isNew = (file: string) => !there.includes(`"/${file}"`)
  return { scripts: [...scripts].filter(isNew), styles: [...styles].filter(isNew) }
}

/** Styles within the page, so that it shows without waiting for another file. */
function inThePage(bundle: Rollup.OutputBundle, name: string): string {
  const style = bundle[name]
  if (style?.type !== 'asset') throw new Error(`The build has no ${name}`)
  const text = String(style.source).trim()
  if (text.includes('</style')) throw new Error(`${name} cannot stand in a page`)
  return `<style>${text}</style>${isAskedAgain(bundle, name) ? `\n    ${link(name)}` : ''}`
}

/** Scripts fetch the styles of what they load, unless a link to them is there. Being for paper, it holds nothing up. */
const link = (name: string) => `<link rel="stylesheet" media="print" crossorigin href="/${name}">`
const isAskedAgain = (bundle: Rollup.OutputBundle, name: string) =>
  Object.values(bundle).some((one) => one.type === 'chunk' && one.code.includes(`"${name}"`))

/** What is drawn is mark-up: its styles are in the build already. */
const withoutStyles: Plugin = {
  name: 'without-styles',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('.css') ? '\0none' : undefined),
  load: (id) => (id === '\0none' ? '' : undefined),
}

async function drawer() {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [withoutStyles],
  })
  const { shellOf } = (await server.ssrLoadModule('/src/shell.tsx')) as typeof import('./src/shell.tsx')
  return { shellOf, close: () => server.close() }
}

export const drawing = (): Plugin => ({
  name: 'draw-pages',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      const index = bundle['index.html']
      if (index?.type !== 'asset') throw new Error('The build has no page to draw on')
      const html = String(index.source)
        .replaceAll(/<link rel="stylesheet" crossorigin href="\/(.*?)">/g, (_, name: string) =>
          inThePage(bundle, name),
        )
        .replaceAll(/<(script type="module"|link rel="modulepreload") /g, `$&${late} `)
      if (!html.includes(place)) throw new Error('The page has no place for what is drawn')
      const { shellOf, close } = await drawer()
      const on = (page: string, drawn: string) => page.replace(place, () => `<div id="app">${drawn}</div>`)
      for (const [path, file] of Object.entries(drawnPages)) {
        const { by, asks = [] } = made[path as keyof typeof drawnPages]
        const { scripts, styles } = filesOf(bundle, by, html)
        const head = [
          ...styles.map((name) => inThePage(bundle, name)),
          ...scripts.map((name) => `<link rel="modulepreload" ${late} crossorigin href="/${name}">`),
          ...asks.map(
            (asked) => `<link rel="preload" as="fetch" crossorigin="anonymous" href="/api/v1/${asked}">`,
          ),
        ]
        const drawn = await shellOf(path)
        const page = html.replace('</head>', () => `${head.map((link) => `  ${link}\n  `).join('')}</head>`)
        // What needs no script is drawn whole, and has nothing to say to those without.
        const isWhole = !drawn.includes('role="status"')
        const source = on(isWhole ? page.replaceAll(/ *<noscript>.*?<\/noscript>\n/gs, '') : page, drawn)
        this.emitFile({ type: 'asset', fileName: file, source })
      }
      index.source = on(html, await shellOf(undefined))
      await close()
    },
  },
})
