namespace RnnGen.Benchmarks;

/// <summary>Writes DRAW's painting of one image as ONNX: all steps, unrolled as exporters unroll loops.</summary>
/// <remarks>The input is "noise", [steps, latent]; the output is "canvas", [height, width].</remarks>
internal static class OnnxDraw
{
    /// <summary>Writes a network that paints in one channel, through attention, without options.</summary>
    public static byte[] Write(Checkpoint weights, DrawConfig config)
    {
        var (n, size, side) = (config.Write, config.Size, config.Width);
        var said = weights["heads.weight"].Shape[0];
        var graph = new OnnxGraph();
        graph.Input("noise", config.Steps, config.Latent);
        graph.Constant("parts", size, size, size, size);
        graph.Constant("fields", n * n, 1, 1, 1, 1, 1, said - (n * n) - 5);
        graph.Constant("square", n, n);
        float[] w = OnnxModels.Transposed(weights["decoder.weight_ih"]);
        float[] u = OnnxModels.Transposed(weights["decoder.weight_hh"]);
        graph.Constant("wu", [.. w, .. u], config.Latent + size, 4 * size);
        graph.Constant("b", weights["decoder.bias"].Values, 4 * size);
        graph.Constant("head", OnnxModels.Transposed(weights["heads.weight"]), size, said);
        graph.Constant("head_bias", weights["heads.bias"].Values, said);
        Number("less", (side - 1) / 2f); // (A + 1) / 2 - 1
        Number("grid", (side + 1) / 2f);
        Number("step", (side - 1f) / (n - 1));
        Number("half", -0.5f);
        float[] offsets = [.. Enumerable.Range(0, n).Select(i => i - ((n - 1) / 2f))];
        float[] pixels = [.. Enumerable.Range(0, side).Select(i => (float)i)];
        graph.Constant("offsets_x", offsets, n, 1);
        graph.Constant("offsets_y", offsets, 1, n);
        graph.Constant("pixels_x", pixels, 1, side);
        graph.Constant("pixels_y", pixels, side, 1);
        var c = graph.Constant("c0", weights["initial.decoder_cell"].Values, 1, size);
        var h = graph.Constant("h0", weights["initial.decoder_hidden"].Values, 1, size);
        var canvas = graph.Constant("canvas0", weights["initial.canvas"].Values, side, side);
        for (var t = 0; t < config.Steps; t++)
        {
            var z = graph.Node("Gather", $"z{t}", "noise", graph.Constant($"at{t}", t));
            graph.Node("Concat", [$"zh{t}"], [z, h], ("axis", 1));
            graph.Node("Add", $"gates{t}", graph.Node("MatMul", $"product{t}", $"zh{t}", "wu"), "b");
            h = OnnxModels.Gates(graph, t, c);
            c = $"c{t}_";
            graph.Node("Add", $"heads{t}", graph.Node("MatMul", $"spoken{t}", h, "head"), "head_bias");
            graph.Node(
                "Split", [$"patch{t}", $"gx{t}", $"gy{t}", $"spread{t}", $"delta{t}", $"gamma{t}", $"read{t}"],
                [$"heads{t}", "fields"], ("axis", 1));
            var stride = graph.Node("Mul", $"stride{t}", graph.Node("Exp", $"ed{t}", $"delta{t}"), "step");
            var spread = graph.Node("Exp", $"es{t}", graph.Node("Neg", $"ns{t}", $"spread{t}"));
            var sharpness = graph.Node("Mul", $"sharp{t}", spread, "half");
            var across = Filters($"x{t}", $"gx{t}", "offsets_x", "pixels_x", stride, sharpness, axis: 1);
            var down = Filters($"y{t}", $"gy{t}", "offsets_y", "pixels_y", stride, sharpness, axis: 0);
            var patch = graph.Node("Reshape", $"square{t}", $"patch{t}", "square");
            var dilution = graph.Node("Exp", $"eg{t}", graph.Node("Neg", $"ng{t}", $"gamma{t}"));
            var ink = graph.Node("Mul", $"ink{t}", patch, dilution);
            var stroke = graph.Node("MatMul", $"stroke{t}", down, graph.Node("MatMul", $"rows{t}", ink, across));
            canvas = graph.Node("Add", t == config.Steps - 1 ? "canvas" : $"canvas{t}_", canvas, stroke);
        }

        graph.Output("canvas", side, side);
        return graph.ToBytes();

        void Number(string name, float value) => graph.Constant(name, [value], 1);

        string Filters(
            string name, string place, string offsets, string pixels, string stride, string sharpness, int axis)
        {
            // (A + 1) / 2 · (g̃ + 1) - 1 = (A + 1) / 2 · g̃ + (A - 1) / 2
            var centre = graph.Node("Add", $"centre_{name}", graph.Node("Mul", $"m_{name}", place, "grid"), "less");
            var away = graph.Node("Mul", $"away_{name}", stride, offsets);
            var middles = graph.Node("Add", $"middles_{name}", centre, away);
            var distance = graph.Node("Sub", $"distance_{name}", pixels, middles);
            var square = graph.Node("Mul", $"square_{name}", distance, distance);
            var exponents = graph.Node("Mul", $"e_{name}", square, sharpness);
            graph.Node("Softmax", [$"filters_{name}"], [exponents], ("axis", axis));
            return $"filters_{name}";
        }
    }
}
