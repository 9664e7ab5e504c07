// Follows an incident on `sro-policy serve` by JSON-RPC: opens it, takes steps, prints guidance, and gets the review.
//
//     dotnet run --project examples/clients/csharp
//
// For .NET, Mono and Unity (C# 7.3 and later), with Newtonsoft.Json, which Unity has as a package of its own. Each message
// is one line of JSON to the server, and one back. In Unity, call from a thread that draws nothing. The command that
// starts the server can be given: python -m sro_policy.cli

using System;
using System.Linq;
using Newtonsoft.Json.Linq;

public static class Program
{
    public static void Main(string[] arguments)
    {
        var command = arguments.Length > 0 ? arguments[0] : "sro-policy";
        var rest = string.Join(" ", arguments.Skip(1).Concat(new[] { "serve", "--stdio" }));
        using (var server = new Server(command, rest))
        {
            Follow(server);
        }
    }

    private static void Follow(Server server)
    {
        server.Call("hello", "{'protocols': [1]}");
        var opened = server.Call("open_incident", @"{
            'case': {'officer': {'is_sro': true}, 'incident': {'person_role': 'student_here', 'crime_alleged': true}}
        }");
        var session = (string)opened["session"];
        Show(opened["opened"]);
        Show(server.Call("begin", @"{
            'act': 'a1', 'facts': {'kind': 'custodial_arrest', 'in_school': true}, 'at': 12
        }", session));
        Show(server.Call("carry_on", "{'act': 'a1', 'facts': {'arrest_avoidable': true}, 'at': 20}", session));
        Show(server.Call("end", "{'act': 'a1', 'at': 65}", session));

        // What varies goes into an object of JSON, and needs no quotes of its own.
        var reason = new JObject
        {
            ["rule"] = "431.6.p2.s1",
            ["subject"] = "a1",
            ["reason"] = "The student had run from an officer before.",
            ["at"] = 90.5,
        };
        Show(server.Call("give_reason", reason, session));

        var review = server.Call("review", "{'format': 'json'}", session)["review"];
        foreach (var found in review["findings"].Where(one => (string)one["outcome"] != "not applicable"))
        {
            Console.WriteLine($"{found["clause"]} · {found["subject"]}: {found["outcome"]}");
        }
        server.Call("shutdown", "{}");
    }

    private static void Show(JToken change)
    {
        var seconds = (long)change["step"]["at"] / 1000.0;
        foreach (var after in change["guidance"].Select(guidance => guidance["after"]))
        {
            if (after.Type != JTokenType.Null && !(bool)after["provisional"])
            {
                var word = ((string)after["word"]).Replace('_', ' ');
                Console.WriteLine(FormattableString.Invariant($"{seconds} s  {after["clause"]} {word}: {after["statement"]}"));
            }
        }
    }
}
