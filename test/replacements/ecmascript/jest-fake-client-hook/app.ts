import { useCallback, useEffect, useRef, useState } from 'react'

/** Notifications of a user, for components. */
export function useNotifications(user: string): { readonly unread: number; readonly isConnected: boolean; readonly read: (id: number) => void } {
  const socket = useRef<WebSocket | null>(null)
  const [unread, setUnread] = useState(0)
  const [isConnected, setConnected] = useState(false)
  useEffect(() => {
    const made = new WebSocket(`ws://localhost/notifications/${user}`)
    made.onopen = () => setConnected(true)
    made.onclose = () => setConnected(false)
    made.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.type === 'notification') setUnread((count) => count + 1)
    }
    socket.current = made
    return () => made.close()
  }, [user])
  const read = useCallback((id: number) => {
    socket.current?.send(JSON.stringify({ type: 'read', id }))
    setUnread((count) => count - 1)
  }, [])
  return { unread, isConnected, read }
}
