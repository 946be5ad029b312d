import './noEval.ts'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import './styles/main.scss'
import './styles/site.css'
import { createRouter } from './app.tsx'
import { SessionProvider } from './session.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no place for the app')
createRoot(root).render(
  <SessionProvider>
    <RouterProvider router={createRouter()} />
  </SessionProvider>,
)
