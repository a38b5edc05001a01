import { useEffect, useState } from 'react'

/** The state of a build, for components. */
export function useBuild(id: string): { readonly state: string; readonly lines: number } {
  const [state, setState] = useState('waiting')
  const [lines, setLines] = useState(0)
  useEffect(() => {
    const socket = new WebSocket(`ws://localhost:3000/builds/${id}`)
    socket.onopen = () => socket.send(JSON.stringify({ follow: id }))
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.state !== undefined) setState(message.state)
      if (message.line !== undefined) setLines((count) => count + 1)
    }
    socket.onclose = () => setState((before) => (before === 'done' ? before : 'lost'))
    return () => socket.close()
  }, [id])
  return { state, lines }
}
