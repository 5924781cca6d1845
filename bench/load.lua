-- Asks the requests of the file named by BENCH_REQUESTS in turn, and tells the outcome
-- in one line. The file has a path per line, and after a tab an ETag that we have.

local requests = {}
local turn = 0

function init()
   for line in io.lines(os.getenv("BENCH_REQUESTS")) do
      local path, etag = line:match("^([^\t]+)\t?(.*)$")
      local headers = {}
      for name, value in pairs(wrk.headers) do headers[name] = value end
      if etag ~= "" then headers["If-None-Match"] = etag end
      requests[#requests + 1] = wrk.format("GET", path, headers)
   end
end

function request()
   turn = turn % #requests + 1
   return requests[turn]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      "BENCH %d %d %d %d %d %d\n",
      summary.requests, summary.duration, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50), latency:percentile(99)
   ))
end
