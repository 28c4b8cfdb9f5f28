-- What the nodes keep of one user, written again for others. ARGV[1]: {from: [text], to: [[text]], keys: [key],
-- members: [[sorted set, member, score]]}; each text of "from" becomes the one of "to" at the same place.
redis.replicate_commands()
local job = cjson.decode(ARGV[1])

local from = {}
for i, text in ipairs(job.from) do
    from[i] = text:gsub('%p', '%%%0')
end

local function changed(text, to)
    for i, pattern in ipairs(from) do
        text = text:gsub(pattern, to[i])
    end
    return text
end

local function all(list, to)
    local copy = {}
    for i, text in ipairs(list) do
        copy[i] = changed(text, to)
    end
    return copy
end

for _, key in ipairs(job.keys) do
    local kind = redis.call('TYPE', key).ok
    local left = redis.call('PTTL', key)
    local read, write
    if kind == 'string' then
        read, write = { redis.call('GET', key) }, 'SET'
    elseif kind == 'hash' then
        read, write = redis.call('HGETALL', key), 'HSET'
    elseif kind == 'set' then
        read, write = redis.call('SMEMBERS', key), 'SADD'
    else
        error('cannot copy ' .. key .. ', a ' .. kind)
    end
    for _, to in ipairs(job.to) do
        local copy = changed(key, to)
        redis.call(write, copy, unpack(all(read, to)))
        if left > 0 then
            redis.call('PEXPIRE', copy, left)
        end
    end
end

for _, member in ipairs(job.members) do
    for _, to in ipairs(job.to) do
        redis.call('ZADD', member[1], member[3], changed(member[2], to))
    end
end
return #job.to
