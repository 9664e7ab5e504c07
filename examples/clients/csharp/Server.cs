using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

/// <summary>A server that this program started, and that ends with it. It is for one thread at a time.</summary>
public sealed class Server : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder complaints = new StringBuilder();
    private int last;

    public Server(string command, string arguments)
    {
        process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        });
        // What it writes there has to be read, and a game shows it to nobody: it is told where the server ends.
        process.ErrorDataReceived += (_, said) => complaints.AppendLine(said.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Call a method with parameters that are written as JSON.</summary>
    public JObject Call(string method, string parameters, string session = null)
    {
        return Call(method, JObject.Parse(parameters), session);
    }

    /// <summary>Call a method and return its result; throw with what is wrong.</summary>
    public JObject Call(string method, JObject parameters, string session = null)
    {
        if (session != null)
        {
            parameters["session"] = session;
        }
        Send(new JObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = ++last,
            ["method"] = method,
            ["params"] = parameters,
        });
        var response = Receive();
        var error = response["error"];
        if (error != null)
        {
            throw new InvalidOperationException($"{error["message"]}: {error["data"]["place"]} {error["data"]["problem"]}");
        }
        return (JObject)response["result"];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private void Send(JObject request)
    {
        // As bytes: what encodes a process's input by itself is not the same in every .NET.
        var line = Encoding.UTF8.GetBytes(request.ToString(Formatting.None) + "\n");
        process.StandardInput.BaseStream.Write(line, 0, line.Length);
        process.StandardInput.BaseStream.Flush();
    }

    private JObject Receive()
    {
        var line = process.StandardOutput.ReadLine();
        if (line == null)
        {
            process.WaitForExit();
            throw new EndOfStreamException($"the server has ended: {complaints}");
        }
        // Dates stay the text that they are.
        using (var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None })
        {
            return JObject.Load(reader);
        }
    }
}
