import { useEffect, useRef, useState } from 'react'

/** What a server tells, for components; comes back after a second. */
export function useFeed(url: string, isEnabled = true): { readonly items: readonly string[]; readonly status: string; readonly send: (text: string) => void } {
  const [items, setItems] = useState<readonly string[]>([])
  const [status, setStatus] = useState('off')
  const socket = useRef<WebSocket | null>(null)
  useEffect(() => {
    if (!isEnabled) return
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const connect = (): void => {
      const made = new WebSocket(url)
      socket.current = made
      setStatus('connecting')
      made.onopen = () => setStatus('on')
      made.onmessage = ({ data }) => setItems((before) => [...before, data])
      made.onclose = () => {
        if (isOver) return
        setStatus('lost')
        timer = setTimeout(connect, 1000)
      }
    }
    connect()
    return () => {
      isOver = true
      clearTimeout(timer)
      socket.current?.close()
    }
  }, [url, isEnabled])
  return { items, status, send: (text) => socket.current?.send(text) }
}
