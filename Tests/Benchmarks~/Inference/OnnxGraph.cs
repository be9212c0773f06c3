using System.Runtime.InteropServices;
using Google.Protobuf;
using RnnGen.Benchmarks.Onnx;

namespace RnnGen.Benchmarks;

/// <summary>Writes an ONNX model node by node.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int Int64 = 7;
    private const int IntegerAttribute = 2;

    private readonly GraphProto graph = new() { Name = "step" };

    /// <summary>Adds constant values.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.AddRange(shape);
        graph.Initializer.Add(tensor);
        return name;
    }

    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, long[])"/>
    public string Constant(string name, params long[] values)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = Int64,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        tensor.Dims.Add(values.Length);
        graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds an input of floats.</summary>
    public string Input(string name, params long[] shape)
    {
        graph.Input.Add(Value(name, Float, shape));
        return name;
    }

    /// <summary>Adds the input of a token.</summary>
    public string TokenInput(string name)
    {
        graph.Input.Add(Value(name, Int64, [1]));
        return name;
    }

    /// <summary>Makes a result an output.</summary>
    public void Output(string name, params long[] shape) => graph.Output.Add(Value(name, Float, shape));

    /// <summary>Adds an operation with one result, and gives the result its name.</summary>
    public string Node(string operation, string output, params string[] inputs)
    {
        Node(operation, [output], inputs);
        return output;
    }

    /// <summary>Adds an operation with several results.</summary>
    public void Node(string operation, string[] outputs, string[] inputs, params (string Name, long Value)[] attributes)
    {
        var node = new NodeProto { OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(new AttributeProto { Name = name, I = value, Type = IntegerAttribute });
        }

        graph.Node.Add(node);
    }

    public byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = 9, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 20 });
        return model.ToByteArray();
    }

    private static ValueInfoProto Value(string name, int type, long[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(size => new DimensionProto { DimValue = size }));
        var tensor = new TensorTypeProto { ElemType = type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
