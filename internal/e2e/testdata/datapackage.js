// Reads a folder's datapackage.json with Frictionless Data's own library, and
// says what it found, as JSON.
const { Package } = require('datapackage')

async function main(folder) {
  const found = { valid: false, errors: [], rows: {} }
  const pack = await Package.load(`${folder}/datapackage.json`, { basePath: folder, strict: false })
  found.valid = pack.valid
  found.errors = pack.errors.map(String)
  for (const resource of pack.resources) {
    if (!resource.tabular) continue
    try {
      found.rows[resource.name] = (await resource.read({ relations: true })).length
    } catch (error) {
      found.errors.push(...(error.errors && error.errors.length ? error.errors : [error]).map((e) => `${resource.name}: ${e.message}`))
    }
  }
  console.log(JSON.stringify(found))
}

main(process.argv[2]).catch((error) => {
  console.error(error)
  process.exit(1)
})
