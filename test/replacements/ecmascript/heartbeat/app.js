export function startHeartbeat(socket, interval = 30_000) {
  let isAlive = true
  socket.on('pong', () => { isAlive = true })
  const timer = setInterval(() => {
    if (!isAlive) {
      clearInterval(timer)
      socket.terminate()
      return
    }
    isAlive = false
    socket.ping()
  }, interval)
  socket.on('close', () => clearInterval(timer))
  return () => clearInterval(timer)
}
