import { useEffect, useRef, useState } from 'react'

/** Messages of a room, for components. */
export function useRoom(url: string): { readonly lines: readonly string[]; readonly state: string; readonly say: (text: string) => void } {
  const socket = useRef<WebSocket | null>(null)
  const [lines, setLines] = useState<readonly string[]>([])
  const [state, setState] = useState('connecting')
  useEffect(() => {
    const opened = new WebSocket(url)
    opened.onopen = () => setState('open')
    opened.onclose = () => setState('closed')
    opened.onmessage = (event) => setLines((before) => [...before, event.data])
    socket.current = opened
    return () => opened.close()
  }, [url])
  return { lines, state, say: (text) => socket.current?.send(text) }
}
