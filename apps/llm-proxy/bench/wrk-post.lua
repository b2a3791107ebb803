-- A chat call of about 1 KB; headers come from wrk's command line. Prints one line of JSON when it is done.
local prompt = string.rep("The quick brown fox jumps over the lazy dog. ", 18)
wrk.method = "POST"
wrk.body = '{"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are helpful."},{"role":"user","content":"'
  .. prompt .. '"}],"temperature":0.2,"max_tokens":128}'

done = function(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    + summary.errors.status
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"p50Ms":%.4f,"p99Ms":%.4f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
