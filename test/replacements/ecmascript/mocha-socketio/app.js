'use strict'

exports.counter = function counter(socket) {
  let count = 0
  socket.on('add', async (step) => {
    await null
    count += step
    socket.emit('count', count)
    if (count > 10) socket.disconnect()
  })
}
