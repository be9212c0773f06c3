// Answers one line for each line of input: "take BASE64" keeps a file, "read N" reads all of them N times.
const { parseMidi } = require('midi-file')
const files = []

function take(base64) {
  const file = new Uint8Array(Buffer.from(base64, 'base64'))
  try {
    parseMidi(file)
  } catch {
    return 'no'
  }
  files.push(file)
  return 'yes'
}

function read(passes) {
  let events = 0
  let ticks = 0
  const start = process.hrtime.bigint()
  for (let pass = 0; pass < passes; pass++) {
    for (const file of files) {
      for (const track of parseMidi(file).tracks) {
        let tick = 0
        for (const event of track) {
          tick += event.deltaTime
          ticks += tick
          events++
        }
      }
    }
  }
  return `${Number(process.hrtime.bigint() - start) / 1e9} ${events} ${ticks}`
}

require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [word, rest] = line.split(' ')
  console.log(word === 'take' ? take(rest) : read(Number(rest)))
})
