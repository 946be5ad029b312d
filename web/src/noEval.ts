import type { core } from 'zod'

// The site's content security policy forbids code made at run time, which zod otherwise tries as soon as the first
// schema is made. So this is said before any, where zod looks for it; its own `config` would bring zod to every page.
const settings: typeof core.globalConfig = { jitless: true }
Object.assign(globalThis, { __zod_globalConfig: settings })
