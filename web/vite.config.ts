import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { drawing } from './drawing.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  plugins: [react(), drawing()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Says which files each page fetches, so that a test can weigh them.
    manifest: true,
    // The default minifier refuses govuk-frontend's media queries.
    cssMinify: 'esbuild',
    rolldownOptions: {
      output: {
        // The typeface is known by its name, so that a page made by the service can be set in it too.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.woff2'))
            ? 'assets/[name][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, loadPaths: [fileURLToPath(new URL('../node_modules', import.meta.url))] },
    },
  },
})
