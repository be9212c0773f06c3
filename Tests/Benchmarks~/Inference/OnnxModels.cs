namespace RnnGen.Benchmarks;

/// <summary>Writes one step of an LSTM network as ONNX, in the two forms that exporters write.</summary>
/// <remarks>
/// Inputs are the token (or its one-hot row, "x") and the states "h0", "c0", "h1" …; outputs are "logits" and
/// the next states "h0_", "c0_" …
/// </remarks>
internal static class OnnxModels
{
    /// <summary>
    /// Matrix products and element-wise nodes; the first layer gathers the row of its token.
    /// </summary>
    public static byte[] MatMul(Checkpoint weights, int tokens, int size, int layers)
    {
        var graph = new OnnxGraph();
        graph.Constant("parts", size, size, size, size);
        var x = graph.TokenInput("token");
        for (var l = 0; l < layers; l++)
        {
            var h = graph.Input($"h{l}", 1, size);
            var c = graph.Input($"c{l}", 1, size);
            var bias = weights[$"layers.{l}.bias"].Values;
            var w = Transposed(weights[$"layers.{l}.weight_ih"]);
            var u = Transposed(weights[$"layers.{l}.weight_hh"]);
            if (l == 0)
            {
                for (var i = 0; i < w.Length; i++) w[i] += bias[i % bias.Length];
                var row = graph.Node("Gather", "row", graph.Constant("w0", w, tokens, 4 * size), x);
                var product = graph.Node("MatMul", "product0", h, graph.Constant("u0", u, size, 4 * size));
                graph.Node("Add", "gates0", product, row);
            }
            else
            {
                graph.Node("Concat", [$"xh{l}"], [x, h], ("axis", 1));
                var both = graph.Constant($"wu{l}", [.. w, .. u], 2 * size, 4 * size);
                var product = graph.Node("MatMul", $"product{l}", $"xh{l}", both);
                graph.Node("Add", $"gates{l}", product, graph.Constant($"b{l}", bias, 4 * size));
            }

            x = Gates(graph, l, c);
            graph.Output($"h{l}_", 1, size);
            graph.Output($"c{l}_", 1, size);
        }

        Head(graph, weights, x, tokens, size);
        graph.Output("logits", 1, tokens);
        return graph.ToBytes();
    }

    /// <summary>One LSTM node per layer.</summary>
    public static byte[] Lstm(Checkpoint weights, int tokens, int size, int layers)
    {
        var graph = new OnnxGraph();
        var x = graph.Input("x", 1, 1, tokens);
        for (var l = 0; l < layers; l++)
        {
            var inputs = l == 0 ? tokens : size;
            var w = InOrderOfOnnx(weights[$"layers.{l}.weight_ih"].Values);
            var u = InOrderOfOnnx(weights[$"layers.{l}.weight_hh"].Values);
            var bias = InOrderOfOnnx(weights[$"layers.{l}.bias"].Values);
            graph.Node(
                "LSTM",
                ["", $"h{l}_", $"c{l}_"],
                [
                    x,
                    graph.Constant($"w{l}", w, 1, 4 * size, inputs),
                    graph.Constant($"u{l}", u, 1, 4 * size, size),
                    graph.Constant($"b{l}", [.. bias, .. new float[4 * size]], 1, 8 * size),
                    "",
                    graph.Input($"h{l}", 1, 1, size),
                    graph.Input($"c{l}", 1, 1, size),
                ],
                ("hidden_size", size));
            x = $"h{l}_";
            graph.Output($"h{l}_", 1, 1, size);
            graph.Output($"c{l}_", 1, 1, size);
        }

        Head(graph, weights, x, tokens, size);
        graph.Output("logits", 1, 1, tokens);
        return graph.ToBytes();
    }

    /// <summary>Adds an LSTM's gates over its sums "gates0", "gates1" …: output "h0_", state "c0_".</summary>
    public static string Gates(OnnxGraph graph, int l, string c)
    {
        graph.Node("Split", [$"i{l}", $"f{l}", $"g{l}", $"o{l}"], [$"gates{l}", "parts"], ("axis", 1));
        var kept = graph.Node("Mul", $"kept{l}", graph.Node("Sigmoid", $"sf{l}", $"f{l}"), c);
        var i = graph.Node("Sigmoid", $"si{l}", $"i{l}");
        var added = graph.Node("Mul", $"added{l}", i, graph.Node("Tanh", $"tg{l}", $"g{l}"));
        var next = graph.Node("Add", $"c{l}_", kept, added);
        var o = graph.Node("Sigmoid", $"so{l}", $"o{l}");
        return graph.Node("Mul", $"h{l}_", o, graph.Node("Tanh", $"tc{l}", next));
    }

    /// <summary>Gets the values of a matrix column by column.</summary>
    public static float[] Transposed(CheckpointTensor matrix)
    {
        var (rows, columns) = (matrix.Shape[0], matrix.Shape[1]);
        var values = new float[rows * columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++) values[(c * rows) + r] = matrix.Values[(r * columns) + c];
        }

        return values;
    }

    private static void Head(OnnxGraph graph, Checkpoint weights, string x, int tokens, int size)
    {
        var head = graph.Constant("head", Transposed(weights["head.weight"]), size, tokens);
        var product = graph.Node("MatMul", "scores", x, head);
        graph.Node("Add", "logits", product, graph.Constant("head_bias", weights["head.bias"].Values, tokens));
    }

    // PyTorch has i, f, g, o; ONNX has i, o, f, g.
    private static float[] InOrderOfOnnx(ReadOnlySpan<float> gates)
    {
        var part = gates.Length / 4;
        return [.. gates[..part], .. gates[(3 * part)..], .. gates[part..(3 * part)]];
    }
}
