// Follows an incident on `sro-policy serve` by JSON-RPC: opens it, takes steps, prints guidance, and gets the review.
//
//     dotnet run --project examples/clients/csharp
//
// .NET 8 or later, and no package: each message is one line of JSON to the server, and one back. In Unity, start the
// process in the same way, and call from a thread that draws nothing.

using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

using var server = new Server();
server.Call("hello", """{"protocols": [1]}""");

var opened = server.Call("open_incident", """
    {"case": {"officer": {"is_sro": true}, "incident": {"person_role": "student_here", "crime_alleged": true}}}
    """);
var session = (string)opened["session"]!;
Show(opened["opened"]!);
Show(server.Call("begin", """
    {"act": "a1", "facts": {"kind": "custodial_arrest", "in_school": true}, "at": 12}
    """, session));
Show(server.Call("carry_on", """
    {"act": "a1", "facts": {"arrest_avoidable": true}, "at": 20}
    """, session));
Show(server.Call("end", """{"act": "a1", "at": 65}""", session));

var review = server.Call("review", """{"format": "json"}""", session)["review"]!;
foreach (var found in review["findings"]!.AsArray())
{
    var outcome = (string)found!["outcome"]!;
    if (outcome != "not applicable")
    {
        Console.WriteLine($"{found["clause"]} · {found["subject"]}: {outcome}");
    }
}
server.Call("shutdown", "{}");

static void Show(JsonNode change)
{
    var seconds = (long)change["step"]!["at"]! / 1000.0;
    foreach (var guidance in change["guidance"]!.AsArray())
    {
        var after = guidance!["after"];
        if (after is not null && !(bool)after["provisional"]!)
        {
            var word = ((string)after["word"]!).Replace('_', ' ');
            Console.WriteLine($"{seconds} s  {after["clause"]} {word}: {after["statement"]}");
        }
    }
}

/// <summary>A server that this program started, and that ends with it.</summary>
sealed class Server : IDisposable
{
    private readonly Process process;
    private int last;

    public Server()
    {
        process = Process.Start(new ProcessStartInfo("sro-policy", "serve --stdio")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("sro-policy did not start");
    }

    /// <summary>Call a method and return its result; throw with what is wrong.</summary>
    public JsonNode Call(string method, string parameters, string? session = null)
    {
        var named = JsonNode.Parse(parameters)!.AsObject();
        if (session is not null)
        {
            named["session"] = session;
        }
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = ++last,
            ["method"] = method,
            ["params"] = named,
        };
        process.StandardInput.Write(request.ToJsonString() + "\n");
        process.StandardInput.Flush();
        var line = process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("the server has ended");
        var response = JsonNode.Parse(line)!;
        if (response["error"] is JsonNode error)
        {
            throw new InvalidOperationException($"{error["message"]}: {error["data"]!["place"]} {error["data"]!["problem"]}");
        }
        return response["result"]!;
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; what went wrong before is what is thrown.
        }
        process.WaitForExit();
        process.Dispose();
    }
}
