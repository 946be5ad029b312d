import { config } from 'zod/v4/core'

// The site's content security policy forbids code made at run time, which zod otherwise probes for as soon as the first
// schema is made. So this comes before any.
config({ jitless: true })
