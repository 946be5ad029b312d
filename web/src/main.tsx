import './noEval.ts'
import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import './styles/main.scss'
import './styles/site.css'
import { createRouter } from './app.tsx'
import { firstSession, SessionProvider } from './session.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no place for the app')
const router = createRouter()

/** Once the page that was asked for is here. */
const firstPage = new Promise<void>((done) => {
  if (router.state.initialized) return done()
  const stop = router.subscribe(({ initialized }) => {
    if (!initialized) return
    stop()
    done()
  })
})

// What was drawn when the site was built stays in sight until there is more to show, which is made a piece at a time, so
// that a slow phone still answers its owner meanwhile.
void Promise.all([firstSession(), firstPage]).then(([session]) =>
  startTransition(() =>
    createRoot(root).render(
      <SessionProvider first={session}>
        <RouterProvider router={router} />
      </SessionProvider>,
    ),
  ),
)
